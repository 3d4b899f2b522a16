-- The matrix of challenges and benefits of collaboration, in the order of its publication: the study that states the
-- pair, the studies that name the challenge, and the study that the benefit is from.
WITH named AS (
  SELECT e.challenge, e.reported_by_study_id, any_value(e.category_id) AS category_id,
         string_agg(DISTINCT e.study_id, ';' ORDER BY e.study_id) AS challenge_study_ids
  FROM challenge_evidence e
  GROUP BY e.challenge, e.reported_by_study_id
)
SELECT b.challenge, b.benefit, b.study_id, n.category_id, k.label AS category, n.challenge_study_ids,
       g.benefit_group, g.source_study_id AS benefit_study_id, s.country_code, b.sort_order
FROM challenge_benefit b
JOIN study s ON s.study_id = b.study_id
LEFT JOIN named n ON n.challenge = b.challenge AND n.reported_by_study_id = b.study_id
LEFT JOIN challenge_category k ON k.category_id = n.category_id
LEFT JOIN collaboration_benefit g ON g.benefit = b.benefit AND g.reported_by_study_id = b.study_id
ORDER BY b.sort_order
