-- What the scores of one measure in one edition look like in one region.
SELECT member_count, scored_count, mean, median, q1, q3, min, max, best_country_code, worst_country_code
FROM region_summary
WHERE index_id = $index AND edition = $edition AND measure_id = $measure AND scheme = $scheme AND region = $region
