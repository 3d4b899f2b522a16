-- Sources with licence and citation, as the data interface gives them; null parameters leave a filter open.
SELECT s.source_id, s.family, s.title, s.publisher, s.year, s.homepage_url, s.data_url, s.licence_basis,
       s.redistribution, s.citation, s.coverage, s.method, s.note, s.compiled_on::VARCHAR AS compiled_on, s.parsing,
       s.figure_count
FROM source s
WHERE ($family::VARCHAR[] IS NULL OR list_contains($family::VARCHAR[], s.family))
  AND ($source::VARCHAR[] IS NULL OR list_contains($source::VARCHAR[], s.source_id))
  AND ($q::VARCHAR IS NULL OR contains(
    strip_accents(lower(concat_ws(' ', s.source_id, s.title, s.publisher, s.year, s.licence, s.citation, s.coverage,
      s.method, s.note, (SELECT string_agg(n.text, ' ') FROM source_note n WHERE n.source_id = s.source_id)))),
    strip_accents(lower($q::VARCHAR))))
ORDER BY s.source_id
