SELECT * EXCLUDE (is_subnational, ranked_within)
FROM host_summary
WHERE is_subnational
ORDER BY source_id, metric_id, country_code, audited_year, rank NULLS LAST, subnational
