-- Editions of the indexes, as the data interface gives them; null parameters leave a filter open.
SELECT e.index_id, i.name AS index, e.edition, e.is_latest, e.framework, e.segment, e.countries_with_total,
       e.values_rounded, e.data_url, e.report_url, e.licence_basis, e.redistribution, e.note
FROM edition e
JOIN readiness_index i USING (index_id)
WHERE ($index::VARCHAR[] IS NULL OR list_contains($index::VARCHAR[], e.index_id))
  AND ($edition::VARCHAR[] IS NULL OR list_contains($edition::VARCHAR[], e.edition)
       OR (e.is_latest AND list_contains($edition::VARCHAR[], 'latest')))
ORDER BY e.index_id, e.edition
