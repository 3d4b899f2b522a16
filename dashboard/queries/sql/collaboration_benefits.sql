-- Benefits of working together, in groups, each with the study it is from and the one that reports it, and how many
-- challenges the matrix ties it to.
SELECT b.benefit, b.benefit_group, b.source_study_id, b.reported_by_study_id, s.country_code,
       count(m.challenge)::INTEGER AS challenge_count
FROM collaboration_benefit b
JOIN study s ON s.study_id = b.reported_by_study_id
LEFT JOIN challenge_benefit m ON m.benefit = b.benefit AND m.study_id = b.reported_by_study_id
GROUP BY b.benefit, b.benefit_group, b.source_study_id, b.reported_by_study_id, s.country_code
ORDER BY b.benefit_group, challenge_count DESC, b.benefit
