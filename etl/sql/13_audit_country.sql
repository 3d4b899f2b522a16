SELECT * EXCLUDE (subnational, is_subnational, ranked_within)
FROM host_summary
WHERE NOT is_subnational
ORDER BY source_id, metric_id, audited_year, rank NULLS LAST, country_code
