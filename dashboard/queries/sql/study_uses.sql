-- What each study is used for, one row for each use, in the order of the page.
SELECT study_id, used_for
FROM (
  SELECT DISTINCT study_id, 'challenges' AS used_for, 1 AS place FROM challenge_evidence
  UNION SELECT reported_by_study_id, 'reports of challenges', 2 FROM challenge_evidence WHERE reported_by_study_id <> study_id
  UNION SELECT unnest(string_split(source_study_ids, ';')), 'the categories', 3 FROM challenge_category
  UNION SELECT study_id, 'the matrix', 4 FROM challenge_benefit
  UNION SELECT source_study_id, 'benefits', 5 FROM collaboration_benefit
  UNION SELECT study_id, 'routines', 6 FROM collaboration_routine
  UNION SELECT study_id, 'stages', 7 FROM implementation_stage
  UNION SELECT study_id, 'types of use', 8 FROM use_case_type
  UNION SELECT study_id, 'pressures', 9 FROM institutional_pressure
)
ORDER BY study_id, place
