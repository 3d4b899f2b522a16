-- SHA-256 of the official files that the figures were read from, or whose copy was compared with them.
SELECT source_id, edition, CASE WHEN state = 'used' THEN sha256 ELSE checked_sha256 END AS sha256
FROM official_file
WHERE CASE WHEN state = 'used' THEN sha256 ELSE checked_sha256 END IS NOT NULL
ORDER BY source_id, file_id
