-- Pressures that make organisations adopt AI, after institutional theory.
SELECT p.pressure, p.meaning, p.study_id, s.country_code, c.name AS country
FROM institutional_pressure p
JOIN study s USING (study_id)
LEFT JOIN country c ON c.country_code = s.country_code
ORDER BY p.pressure
