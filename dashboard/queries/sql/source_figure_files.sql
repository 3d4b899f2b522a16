-- Where the figures of a source are from, table by table and edition by edition, and how they are known to be right.
SELECT source_id, table_name, edition, origin, retrieved_on::VARCHAR AS retrieved_on, row_count, evidence
FROM figure_file
WHERE source_id = $source
ORDER BY table_name, edition
