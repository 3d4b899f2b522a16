-- Stages of implementation, in their order.
SELECT t.stage, t.label, t.cited_source, t.study_id, s.country_code
FROM implementation_stage t
JOIN study s USING (study_id)
WHERE $country IN ('all', s.country_code)
ORDER BY t.stage
