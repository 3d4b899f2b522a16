-- National AI strategies as listed; the year listed can differ from adoption.
SELECT n.country_code, c.name AS country, n.name, n.year_listed, n.entry_id, n.is_first_in_table, n.source_id,
       s.publisher, coalesce(s.data_url, s.homepage_url) AS source_address
FROM national_strategy n
JOIN source s USING (source_id)
JOIN country c USING (country_code)
ORDER BY n.year_listed, country, n.name
