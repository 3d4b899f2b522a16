-- Measures of an edition, in the order of the framework.
SELECT m.measure_id, m.parent_id, m.level, m.label, m.unit, m.min, m.max, m.weight, m.weight_basis,
       m.direction, m.definition, p.label AS parent_label, c.band_points, c.reason AS band_reason
FROM measure m
JOIN edition e ON e.index_id = m.index_id AND e.framework = m.framework
LEFT JOIN measure p
  ON p.index_id = m.index_id AND p.framework = m.framework AND p.measure_id = m.parent_id
LEFT JOIN closeness c ON c.index_id = m.index_id AND c.unit = m.unit
WHERE m.index_id = $index AND e.edition = $edition
  AND EXISTS (
    SELECT 1 FROM score s
    WHERE s.index_id = m.index_id AND s.edition = e.edition AND s.measure_id = m.measure_id
  )
ORDER BY m.sort_order
