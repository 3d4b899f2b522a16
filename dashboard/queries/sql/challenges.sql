-- Which study names which challenge, in which category, and which study reports it; by category, then challenge.
SELECT e.challenge, e.category_id, k.label AS category, e.study_id, s.country_code, c.name AS country, s.year,
       e.reported_by_study_id, e.where_reported
FROM challenge_evidence e
JOIN study s ON s.study_id = e.study_id
LEFT JOIN country c ON c.country_code = s.country_code
LEFT JOIN challenge_category k ON k.category_id = e.category_id
ORDER BY category, lower(e.challenge), s.year DESC, e.study_id
