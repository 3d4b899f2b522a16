-- Size of each register's editions. A size measures transparency; editions are never added.
SELECT r.country_code, c.name AS country, r.register, r.as_of, r.entry_count, r.organisation_count, r.basis, r.source_id,
       s.publisher, coalesce(r.source_url, s.data_url, s.homepage_url) AS source_address
FROM register_size r
JOIN source s USING (source_id)
JOIN country c USING (country_code)
ORDER BY country, r.register, r.as_of DESC
