-- Every index that the release describes, with figures or without.
SELECT index_id, short_name, name, publisher, licence, homepage_url, data_url, comparability_note, redistribution,
       source_id, has_figures
FROM readiness_index
ORDER BY has_figures DESC, CASE index_id WHEN 'gairi' THEN 0 ELSE 1 END, short_name
