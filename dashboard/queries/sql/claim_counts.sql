-- Published counts of the same thing, of every date and source.
SELECT v.value, v.unit, v.as_of, v.source_id, s.publisher, v.note
FROM inventory_count v
JOIN source s USING (source_id)
WHERE v.comparison_group = $group AND v.measure = $measure
ORDER BY v.as_of NULLS LAST, v.value
