-- The release itself: one row.
SELECT release_id, built_at::VARCHAR AS built_at, schema_version, inputs_sha256,
       (SELECT max(compiled_on)::VARCHAR FROM source) AS compiled_on,
       (SELECT count(*)::INTEGER FROM source) AS source_count,
       (SELECT count(*)::INTEGER FROM source WHERE retrieved_on IS NOT NULL) AS retrieved_count,
       (SELECT coalesce(sum(row_count), 0)::INTEGER FROM figure_file) AS figure_count,
       (SELECT coalesce(sum(row_count), 0)::INTEGER FROM figure_file WHERE evidence NOT IN ('partly', 'compiled'))
         AS reread_count,
       (SELECT coalesce(sum(row_count), 0)::INTEGER FROM figure_file WHERE origin = 'snapshot') AS fetched_count
FROM release
