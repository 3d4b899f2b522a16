-- Official files of a source: what was compared with the figures kept here, and what is at hand.
SELECT file_id, edition, url, checked_sha256, checked_note, state, retrieved_on::VARCHAR AS retrieved_on, sha256, problem
FROM official_file
WHERE source_id = $source
ORDER BY file_id
