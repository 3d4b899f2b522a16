-- Every table of the release with its rows and what it holds.
SELECT table_name, row_count, description
FROM holding
ORDER BY table_name
