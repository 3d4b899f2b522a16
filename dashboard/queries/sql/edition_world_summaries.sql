-- What the scores of every measure of an edition look like over all countries.
SELECT measure_id, scored_count, mean, median, q1, q3, min, max, best_country_code, worst_country_code
FROM world_summary
WHERE index_id = $index AND edition = $edition
