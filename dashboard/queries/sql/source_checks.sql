-- How the figures of every source are known to be its publisher's, table by table and edition by edition.
SELECT DISTINCT source_id, edition, evidence
FROM figure_file
ORDER BY source_id, edition, evidence
