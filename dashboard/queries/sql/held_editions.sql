-- Editions of an index, the newest first, with framework, coverage and licence.
SELECT e.edition, e.framework, f.label AS framework_label, e.segment, e.countries_with_total, e.row_count,
       e.values_rounded, e.data_url, e.report_url, e.licence_basis, e.redistribution, e.note,
       e.compiled_on::VARCHAR AS compiled_on, e.index_id
FROM edition e
JOIN framework f USING (index_id, framework)
WHERE e.index_id = $index
ORDER BY e.edition DESC
