-- One measure of one country in every edition, with its rank in the world and in one region.
SELECT s.edition, s.value, s.rank, s.rank_of, s.is_tied, s.rank_computed, s.note, s.source_id, st.is_drawn,
       st.label AS status_label, i.publisher, r.rank AS region_rank, r.rank_of AS region_rank_of,
       r.is_tied AS region_is_tied, e.values_rounded
FROM score s
JOIN status st USING (status)
JOIN readiness_index i USING (index_id)
JOIN edition e ON e.index_id = s.index_id AND e.edition = s.edition
LEFT JOIN region_rank r
  ON r.scheme = $scheme AND r.region = $region AND r.index_id = s.index_id AND r.edition = s.edition
  AND r.measure_id = s.measure_id AND r.country_code = s.country_code
WHERE s.index_id = $index AND s.measure_id = $measure AND s.country_code = $country
ORDER BY s.edition DESC
