-- Dated counts of every country as published, conflicting values side by side, and the sizes of registers.
SELECT f.country_code, c.name AS country, f.measure, f.value, f.unit, f.as_of, f.comparison_group, f.note,
       f.source_id, o.title AS source_title, f.source_url
FROM inventory_count f
JOIN country c USING (country_code)
JOIN source o ON o.source_id = f.source_id
UNION ALL
SELECT r.country_code, c.name, 'register_entries: ' || r.register, r.entry_count, 'entries', r.as_of,
       'register: ' || r.register, r.basis, r.source_id, o.title, r.source_url
FROM register_size r
JOIN country c USING (country_code)
JOIN source o ON o.source_id = r.source_id
ORDER BY country_code, 7, measure, as_of NULLS LAST, value
