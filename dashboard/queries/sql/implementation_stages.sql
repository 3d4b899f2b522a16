-- Stages of implementation, in their order.
SELECT t.stage, t.label, t.cited_source, t.study_id, s.country_code
FROM implementation_stage t
JOIN study s USING (study_id)
ORDER BY t.stage
