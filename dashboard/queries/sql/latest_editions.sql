-- The newest edition of each index of which the release holds figures, and when its figures were taken down.
SELECT i.index_id, i.name AS index_name, i.short_name, i.publisher, i.source_id, e.edition, e.countries_with_total,
       (SELECT count(*)::INTEGER FROM edition x WHERE x.index_id = i.index_id AND x.row_count > 0) AS edition_count,
       (SELECT min(x.edition) FROM edition x WHERE x.index_id = i.index_id AND x.row_count > 0) AS first_edition,
       coalesce(e.licence, i.licence) AS licence, e.compiled_on::VARCHAR AS compiled_on,
       e.retrieved_on::VARCHAR AS retrieved_on
FROM readiness_index i
JOIN edition e ON e.index_id = i.index_id AND e.is_latest
WHERE i.has_figures
ORDER BY CASE i.index_id WHEN 'gairi' THEN 0 ELSE 1 END, i.short_name
