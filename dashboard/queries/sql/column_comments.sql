-- What each column of each table holds.
SELECT table_name, column_name, comment
FROM duckdb_columns()
WHERE NOT internal AND comment IS NOT NULL
ORDER BY table_name, column_index
