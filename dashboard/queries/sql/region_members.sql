-- Members of a region, by name.
SELECT DISTINCT m.country_code, c.name AS country
FROM region_member m
JOIN country c USING (country_code)
WHERE m.scheme = $scheme AND m.region = $region
ORDER BY country
