-- What the scores of each region look like, as the data interface gives them; null parameters leave a filter open.
SELECT r.scheme AS region_scheme, r.region, r.region_label, r.index_id, r.edition, r.measure_id, m.label AS measure,
       m.unit, r.mean, r.median, r.q1, r.q3, r.min, r.max, r.spread, r.best_country_code, b.name AS best_country,
       r.worst_country_code, w.name AS worst_country, r.scored_count, r.member_count
FROM region_summary r
JOIN edition e USING (index_id, edition)
JOIN source o ON o.source_id = e.source_id
JOIN measure m ON m.index_id = r.index_id AND m.framework = r.framework AND m.measure_id = r.measure_id
LEFT JOIN country b ON b.country_code = r.best_country_code
LEFT JOIN country w ON w.country_code = r.worst_country_code
WHERE 'forbidden' NOT IN (e.redistribution, o.redistribution)
  AND ($index::VARCHAR[] IS NULL OR list_contains($index::VARCHAR[], r.index_id))
  AND ($edition::VARCHAR[] IS NULL OR list_contains($edition::VARCHAR[], r.edition)
       OR (e.is_latest AND list_contains($edition::VARCHAR[], 'latest')))
  AND ($measure::VARCHAR[] IS NULL OR list_contains($measure::VARCHAR[], r.measure_id))
  AND ($region::VARCHAR[] IS NULL OR list_contains($region::VARCHAR[], r.region))
  AND ($scheme::VARCHAR[] IS NULL OR list_contains($scheme::VARCHAR[], r.scheme))
ORDER BY r.index_id, r.edition, r.measure_id, r.scheme, r.region
