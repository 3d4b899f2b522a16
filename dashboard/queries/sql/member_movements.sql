-- Members of a region scored in at least one of two editions, with both scores.
SELECT m.country_code, c.name AS country, m.scheme, m.region, m.region_label, $index AS index_id,
       $measure AS measure_id, $from_edition AS from_edition, $to_edition AS to_edition, a.value AS value_from,
       b.value AS value_to, b.value - a.value AS change, a.value IS NOT NULL AND b.value IS NOT NULL AS is_in_both,
       a.status AS status_from, b.status AS status_to
FROM region_member m
JOIN country c USING (country_code)
LEFT JOIN (
  SELECT s.country_code, s.value, s.status FROM score s JOIN status st ON st.status = s.status AND st.is_drawn
  WHERE s.index_id = $index AND s.edition = $from_edition AND s.measure_id = $measure
) a ON a.country_code = m.country_code
  AND $from_edition >= coalesce(m.valid_from_edition, $from_edition)
  AND $from_edition <= coalesce(m.valid_to_edition, $from_edition)
LEFT JOIN (
  SELECT s.country_code, s.value, s.status FROM score s JOIN status st ON st.status = s.status AND st.is_drawn
  WHERE s.index_id = $index AND s.edition = $to_edition AND s.measure_id = $measure
) b ON b.country_code = m.country_code
  AND $to_edition >= coalesce(m.valid_from_edition, $to_edition)
  AND $to_edition <= coalesce(m.valid_to_edition, $to_edition)
WHERE m.scheme = $scheme AND m.region = $region AND (a.value IS NOT NULL OR b.value IS NOT NULL)
ORDER BY is_in_both DESC, change DESC NULLS LAST, country
