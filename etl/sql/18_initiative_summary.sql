SELECT country_code, kind, status, count(*) AS initiative_count
FROM initiative
WHERE NOT is_aggregate
GROUP BY country_code, kind, status
ORDER BY country_code NULLS LAST, kind, status
