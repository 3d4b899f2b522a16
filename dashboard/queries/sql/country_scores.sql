-- One country's total in every edition of every index, editions without a score included; indexes in the order of
-- the readiness page, editions the newest first.
SELECT i.index_id, i.name AS index_name, i.short_name, i.decimals, i.publisher, e.edition, e.is_latest, e.segment,
       m.label AS measure, m.unit, m.max, s.measure_id, s.country_code, c.name AS country, s.value, s.rank, s.rank_of,
       s.is_tied, s.rank_published, s.rank_computed, r.rank AS region_rank, r.rank_of AS region_rank_of,
       r.is_tied AS region_is_tied, s.status, st.label AS status_label, st.is_drawn, s.note
FROM readiness_index i
JOIN edition e USING (index_id)
LEFT JOIN score s
  ON s.index_id = e.index_id AND s.edition = e.edition AND s.measure_id = 'total' AND s.country_code = $country
LEFT JOIN country c ON c.country_code = s.country_code
LEFT JOIN status st ON st.status = s.status
LEFT JOIN measure m
  ON m.index_id = e.index_id AND m.framework = e.framework AND m.measure_id = 'total'
LEFT JOIN region_rank r
  ON r.scheme = $scheme AND r.region = $region AND r.index_id = s.index_id AND r.edition = s.edition
  AND r.measure_id = s.measure_id AND r.country_code = s.country_code
WHERE i.has_figures
ORDER BY CASE i.index_id WHEN 'gairi' THEN 0 ELSE 1 END, i.short_name, e.edition DESC
