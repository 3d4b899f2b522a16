-- Sources of one family (all of them: 'all') whose title, publisher, licence or notes hold the words searched for.
SELECT s.source_id, s.family, s.title, s.publisher, s.year, s.homepage_url, s.data_url, s.licence, s.licence_basis,
       s.redistribution, s.citation, s.coverage, s.method, s.note, s.compiled_on::VARCHAR AS compiled_on,
       s.retrieved_on::VARCHAR AS retrieved_on, s.parsing, s.figure_count, f.origin, f.evidence
FROM source s
LEFT JOIN (
  SELECT source_id, string_agg(DISTINCT origin, '; ' ORDER BY origin) AS origin,
         string_agg(DISTINCT evidence, '; ' ORDER BY evidence) AS evidence
  FROM figure_file
  GROUP BY source_id
) f USING (source_id)
WHERE ($family = 'all' OR s.family = $family)
  AND ($words = '' OR contains(
    strip_accents(lower(concat_ws(' ', s.source_id, s.title, s.publisher, s.year, s.licence, s.citation, s.coverage,
      s.method, s.note, (SELECT string_agg(n.text, ' ') FROM source_note n WHERE n.source_id = s.source_id)))),
    strip_accents(lower($words))))
ORDER BY CASE s.family WHEN 'readiness' THEN 0 WHEN 'context' THEN 1 WHEN 'accessibility' THEN 2
         WHEN 'initiatives' THEN 3 WHEN 'literature' THEN 4 ELSE 5 END, s.title COLLATE NOCASE
