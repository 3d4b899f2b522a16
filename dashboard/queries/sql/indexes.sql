-- Readiness indexes of which the release holds figures.
SELECT index_id, short_name, name, publisher, decimals, comparability_note, homepage_url
FROM readiness_index
WHERE has_figures
ORDER BY CASE index_id WHEN 'gairi' THEN 0 ELSE 1 END, short_name
