-- What a column holds, where all tables that have it say the same.
SELECT column_name, any_value(comment) AS meaning
FROM duckdb_columns()
WHERE NOT internal AND comment IS NOT NULL
GROUP BY column_name
HAVING count(DISTINCT comment) = 1
ORDER BY column_name
