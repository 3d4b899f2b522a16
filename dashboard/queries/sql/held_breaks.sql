-- Breaks between editions of an index as they were found, with how each is known.
SELECT b.index_id, b.from_edition, b.to_edition, b.measure_id, b.kind, b.reason, b.basis,
       (SELECT any_value(m.label) FROM measure m WHERE m.index_id = b.index_id AND m.measure_id = b.measure_id) AS measure
FROM series_break b
WHERE b.index_id = $index
ORDER BY b.from_edition, b.to_edition, b.measure_id
