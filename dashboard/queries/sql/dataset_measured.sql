-- Which measures each edition of each index has scores of.
SELECT DISTINCT index_id, edition, measure_id
FROM score
ORDER BY ALL
