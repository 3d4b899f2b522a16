-- Categories of challenges with the studies they are taken from, by label.
SELECT category_id, label, source_study_ids
FROM challenge_category
ORDER BY label
