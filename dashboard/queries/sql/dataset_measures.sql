-- What each edition of each index measures, as the data interface gives it; null parameters leave a filter open.
SELECT e.index_id, e.edition, m.framework, m.measure_id, m.label AS measure, m.level, m.parent_id, m.unit, m.min,
       m.max, m.weight, m.weight_basis, m.direction, m.definition
FROM measure m
JOIN edition e USING (index_id, framework)
WHERE ($index::VARCHAR[] IS NULL OR list_contains($index::VARCHAR[], e.index_id))
  AND ($edition::VARCHAR[] IS NULL OR list_contains($edition::VARCHAR[], e.edition)
       OR (e.is_latest AND list_contains($edition::VARCHAR[], 'latest')))
  AND ($measure::VARCHAR[] IS NULL OR list_contains($measure::VARCHAR[], m.measure_id))
ORDER BY e.index_id, e.edition, m.measure_id
