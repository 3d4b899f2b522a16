-- Editions of an index, the newest first, with framework, coverage and licence.
SELECT e.edition, e.framework, f.label AS framework_label, e.segment, e.countries_with_total, e.row_count,
       e.values_rounded, e.data_url, e.report_url, e.licence_basis, e.redistribution, e.note,
       e.compiled_on::VARCHAR AS compiled_on, e.retrieved_on::VARCHAR AS retrieved_on, e.index_id, h.origin, h.evidence
FROM edition e
JOIN framework f USING (index_id, framework)
LEFT JOIN figure_file h ON h.source_id = e.source_id AND h.table_name = 'score' AND h.edition = e.edition
WHERE e.index_id = $index
ORDER BY e.edition DESC
