-- Which study names which challenge, as the data interface gives it; null parameters leave a filter open.
SELECT e.challenge, e.category_id, k.label AS category, e.study_id, s.authors, s.title, s.year, s.venue, s.method,
       s.country_code, c.name AS country, e.reported_by_study_id, e.where_reported
FROM challenge_evidence e
JOIN study s ON s.study_id = e.study_id
LEFT JOIN country c ON c.country_code = s.country_code
LEFT JOIN challenge_category k ON k.category_id = e.category_id
LEFT JOIN source o ON o.source_id = e.reported_by_study_id
WHERE coalesce(o.redistribution, 'unstated') <> 'forbidden'
  AND ($study_country::VARCHAR[] IS NULL OR list_contains($study_country::VARCHAR[], s.country_code))
  AND ($category::VARCHAR[] IS NULL OR list_contains($category::VARCHAR[], e.category_id))
  AND ($study::VARCHAR[] IS NULL OR list_contains($study::VARCHAR[], e.study_id))
ORDER BY e.study_id, e.reported_by_study_id, e.where_reported, e.challenge
