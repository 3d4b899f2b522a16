-- Every study with the label that cells name it by: authors without remarks, the first one alone where there are
-- more than two.
SELECT s.study_id, s.authors, s.title, s.year, s.country_code, c.name AS country, s.method, s.venue,
       regexp_replace(s.authors, ' \(.*\)$', '') AS names,
       CASE WHEN contains(names, ', ') THEN split_part(names, ', ', 1) || ' et al.' ELSE names END
         || coalesce(' (' || s.year || ')', '') AS label
FROM study s
LEFT JOIN country c USING (country_code)
ORDER BY s.year DESC NULLS LAST, label
