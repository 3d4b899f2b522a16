-- Every source with its licence and how many figures of it the release holds.
WITH held AS (
  SELECT source_id, string_agg(DISTINCT origin, '; ' ORDER BY origin) AS origin FROM figure_file GROUP BY source_id
)
SELECT source_id, family, title, publisher, year, homepage_url, data_url, licence, licence_basis, redistribution,
       citation, coverage, method, note, compiled_on::VARCHAR AS compiled_on,
       retrieved_on::VARCHAR AS retrieved_on, parsing, figure_count, origin,
       redistribution <> 'forbidden' AS may_be_passed_on
FROM source
LEFT JOIN held USING (source_id)
ORDER BY CASE family WHEN 'readiness' THEN 0 WHEN 'context' THEN 1 WHEN 'accessibility' THEN 2
         WHEN 'initiatives' THEN 3 WHEN 'literature' THEN 4 ELSE 5 END, title COLLATE NOCASE
