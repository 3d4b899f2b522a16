-- Laboratories of national centres.
SELECT i.country_code, c.name AS country, l.centre_initiative_id, i.name AS centre, l.lab_name, l.university, l.city,
       l.latitude, l.longitude, l.source_id, s.publisher,
       coalesce(l.source_url, s.data_url, s.homepage_url) AS source_address
FROM centre_lab l
JOIN initiative i ON i.initiative_id = l.centre_initiative_id
JOIN source s ON s.source_id = l.source_id
LEFT JOIN country c ON c.country_code = i.country_code
ORDER BY country, centre, l.university, l.lab_name
