-- Members of a region in one edition with their scores and ranks, those without a score last.
SELECT m.country_code, c.name AS country, $index AS index_id, $edition AS edition, $measure AS measure_id,
       m.scheme, m.region, m.region_label, s.value, s.rank, s.rank_of, s.is_tied, s.rank_published,
       s.rank_computed, r.rank AS region_rank, r.rank_of AS region_rank_of, r.is_tied AS region_is_tied, s.status,
       coalesce(st.is_drawn, false) AS is_drawn, s.note
FROM region_member m
JOIN country c USING (country_code)
LEFT JOIN score s
  ON s.country_code = m.country_code AND s.index_id = $index AND s.edition = $edition AND s.measure_id = $measure
LEFT JOIN status st ON st.status = s.status
LEFT JOIN region_rank r
  ON r.scheme = m.scheme AND r.region = m.region AND r.index_id = $index AND r.edition = $edition
  AND r.measure_id = $measure AND r.country_code = m.country_code
WHERE m.scheme = $scheme AND m.region = $region
  AND $edition >= coalesce(m.valid_from_edition, $edition) AND $edition <= coalesce(m.valid_to_edition, $edition)
ORDER BY r.rank NULLS LAST, s.value DESC NULLS LAST, country
