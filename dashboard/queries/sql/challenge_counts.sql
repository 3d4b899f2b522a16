-- What studies about each country name as challenges, by category, the most frequent first.
WITH named AS (
  SELECT s.country_code, e.study_id, e.challenge, c.category_id, c.label AS category
  FROM challenge_evidence e
  JOIN study s USING (study_id)
  LEFT JOIN challenge_category c USING (category_id)
  WHERE s.country_code IS NOT NULL
), of_country AS (
  SELECT country_code, count(DISTINCT challenge)::INTEGER AS all_challenge_count,
         count(DISTINCT study_id)::INTEGER AS all_study_count
  FROM named
  GROUP BY country_code
)
SELECT n.country_code, n.category_id, n.category, count(DISTINCT n.challenge)::INTEGER AS challenge_count,
       o.all_challenge_count, o.all_study_count
FROM named n
JOIN of_country o USING (country_code)
GROUP BY n.country_code, n.category_id, n.category, o.all_challenge_count, o.all_study_count
ORDER BY n.country_code, challenge_count DESC, n.category
