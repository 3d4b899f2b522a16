-- Every country and territory with the point that stands for it on a map where its outline is too small.
SELECT c.country_code, c.iso_numeric, c.name AS country, p.longitude, p.latitude,
       coalesce(p.is_small, FALSE) AS is_small,
       -- Maps hold places only where a dot stands for the country.
       CASE WHEN p.is_small THEN p.longitude END AS dot_longitude,
       CASE WHEN p.is_small THEN p.latitude END AS dot_latitude
FROM country c
LEFT JOIN map_point p USING (country_code)
WHERE c.kind <> 'supranational'
ORDER BY country
