-- Types of AI use cases that studies name, the newest study first.
SELECT u.use_case_type, u.study_id, s.country_code, c.name AS country
FROM use_case_type u
JOIN study s USING (study_id)
LEFT JOIN country c ON c.country_code = s.country_code
ORDER BY s.year DESC, u.use_case_type
