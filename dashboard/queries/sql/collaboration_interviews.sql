-- Interviews per organisation, the most first.
SELECT organisation, interview_count, study_id
FROM collaboration_interview
ORDER BY interview_count DESC, organisation
