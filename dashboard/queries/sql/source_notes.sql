-- What was checked of each source, and what is odd about it.
SELECT source_id, kind, text
FROM source_note
ORDER BY source_id, kind, sort_order
