-- Scores with names, as the data interface gives them; null parameters leave a filter open.
SELECT s.index_id, s.edition, s.measure_id, m.label AS measure, m.level, m.unit, s.country_code, c.name AS country,
       s.value, s.rank, s.rank_of, s.is_tied, s.rank_published, s.rank_computed, s.status, s.note
FROM score s
JOIN edition e USING (index_id, edition)
JOIN source o ON o.source_id = e.source_id
JOIN measure m ON m.index_id = s.index_id AND m.framework = s.framework AND m.measure_id = s.measure_id
JOIN country c USING (country_code)
WHERE 'forbidden' NOT IN (e.redistribution, o.redistribution)
  AND ($index::VARCHAR[] IS NULL OR list_contains($index::VARCHAR[], s.index_id))
  AND ($edition::VARCHAR[] IS NULL OR list_contains($edition::VARCHAR[], s.edition)
       OR (e.is_latest AND list_contains($edition::VARCHAR[], 'latest')))
  AND ($measure::VARCHAR[] IS NULL OR list_contains($measure::VARCHAR[], s.measure_id))
  AND ($country::VARCHAR[] IS NULL OR list_contains($country::VARCHAR[], s.country_code))
  AND ($region::VARCHAR[] IS NULL OR s.country_code IN (
    SELECT r.country_code FROM region_member r
    WHERE list_contains($region::VARCHAR[], r.region)
      AND ($scheme::VARCHAR[] IS NULL OR list_contains($scheme::VARCHAR[], r.scheme))))
ORDER BY s.index_id, s.edition, s.measure_id, s.country_code
