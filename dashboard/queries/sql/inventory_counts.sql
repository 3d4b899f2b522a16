-- Dated counts as published, conflicting values side by side.
SELECT v.fact_id, v.country_code, c.name AS country, v.measure, v.value, v.unit, v.as_of,
       try_cast(left(v.as_of, 4) AS INTEGER) AS as_of_year, v.comparison_group, v.source_id, s.publisher,
       s.title AS source_title, coalesce(v.source_url, s.data_url, s.homepage_url) AS source_address, v.note
FROM inventory_count v
JOIN source s USING (source_id)
LEFT JOIN country c USING (country_code)
ORDER BY country, v.comparison_group, v.measure, v.as_of NULLS LAST, v.value
