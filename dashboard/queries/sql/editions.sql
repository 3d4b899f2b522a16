-- Editions of an index, the newest first.
SELECT e.edition, e.framework, e.segment, e.is_latest, e.countries_with_total, e.values_rounded,
       coalesce(e.licence, i.licence) AS licence, coalesce(e.data_url, e.report_url, i.homepage_url) AS url,
       e.report_url, e.retrieved_on::VARCHAR AS retrieved_on,
       f.origin, 'forbidden' NOT IN (e.redistribution, s.redistribution) AS may_be_passed_on,
       i.publisher, i.name, i.short_name, i.decimals,
       e.note, e.source_id
FROM edition e
JOIN readiness_index i USING (index_id)
JOIN source s ON s.source_id = e.source_id
LEFT JOIN figure_file f ON f.source_id = e.source_id AND f.table_name = 'score' AND f.edition = e.edition
WHERE e.index_id = $index
ORDER BY e.edition DESC
