-- What studies about one country name as challenges, by category, the most frequent first.
SELECT c.category_id, c.label AS category, count(DISTINCT e.challenge)::INTEGER AS challenge_count,
       (SELECT count(DISTINCT x.challenge)::INTEGER FROM challenge_evidence x JOIN study y USING (study_id)
        WHERE y.country_code = $country) AS all_challenge_count,
       (SELECT count(DISTINCT x.study_id)::INTEGER FROM challenge_evidence x JOIN study y USING (study_id)
        WHERE y.country_code = $country) AS all_study_count
FROM challenge_evidence e
JOIN study s USING (study_id)
LEFT JOIN challenge_category c USING (category_id)
WHERE s.country_code = $country
GROUP BY c.category_id, c.label
ORDER BY challenge_count DESC, category
