-- What the scores of one measure in one edition look like over all countries.
SELECT scored_count, mean, median, q1, q3, min, max, best_country_code, worst_country_code
FROM world_summary
WHERE index_id = $index AND edition = $edition AND measure_id = $measure
