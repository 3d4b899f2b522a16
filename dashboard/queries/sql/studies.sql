-- Every study with the label that cells name it by (authors without remarks, the first one alone where there are more
-- than two), how many challenges it names, and the studies through which its statements are known.
WITH told AS (
  SELECT study_id, reported_by_study_id FROM challenge_evidence
  UNION
  SELECT source_study_id, reported_by_study_id FROM collaboration_benefit
)
SELECT s.study_id, s.authors, s.title, s.year, s.country_code, c.name AS country, s.method, s.venue,
       regexp_replace(s.authors, ' \(.*\)$', '') AS names,
       CASE WHEN contains(names, ', ') THEN split_part(names, ', ', 1) || ' et al.' ELSE names END
         || coalesce(' (' || s.year || ')', '') AS label,
       (SELECT count(DISTINCT e.challenge)::INTEGER FROM challenge_evidence e WHERE e.study_id = s.study_id)
         AS challenge_count,
       (SELECT string_agg(t.reported_by_study_id, ';' ORDER BY t.reported_by_study_id) FROM told t
        WHERE t.study_id = s.study_id AND t.reported_by_study_id <> s.study_id) AS known_through
FROM study s
LEFT JOIN country c ON c.country_code = s.country_code
ORDER BY s.year DESC NULLS LAST, label
