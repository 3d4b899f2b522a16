-- What the scores of every measure of an edition look like in every region of a scheme.
SELECT region, measure_id, member_count, scored_count, mean, median, q1, q3, min, max, best_country_code,
       worst_country_code
FROM region_summary
WHERE index_id = $index AND edition = $edition AND scheme = $scheme
