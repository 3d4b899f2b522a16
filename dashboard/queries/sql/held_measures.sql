-- Measures of an index, the newest framework first, with unit, range, weight and direction.
SELECT m.index_id, m.framework, f.label AS framework_label, m.measure_id, m.label AS measure, m.level,
       p.label AS parent, m.unit, m.min, m.max, m.weight, m.weight_basis, m.direction, m.definition,
       (SELECT string_agg(e.edition, ', ' ORDER BY e.edition) FROM edition e
        WHERE e.index_id = m.index_id AND e.framework = m.framework) AS editions
FROM measure m
JOIN framework f USING (index_id, framework)
LEFT JOIN measure p ON p.index_id = m.index_id AND p.framework = m.framework AND p.measure_id = m.parent_id
WHERE m.index_id = $index
ORDER BY editions DESC, m.sort_order
