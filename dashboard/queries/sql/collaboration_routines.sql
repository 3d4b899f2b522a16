-- Routines that two councils used against challenges of working together, by challenge.
SELECT r.challenge_id, r.challenge, r.observed_in, r.routine, r.study_id, s.country_code, c.name AS country,
       (SELECT any_value(e.category_id) FROM challenge_evidence e
        WHERE e.challenge = r.challenge AND e.study_id = r.study_id) AS category_id
FROM collaboration_routine r
JOIN study s USING (study_id)
LEFT JOIN country c ON c.country_code = s.country_code
ORDER BY r.challenge, r.observed_in, r.routine
