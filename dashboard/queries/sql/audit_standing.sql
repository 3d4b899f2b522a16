-- Automated host scores of every country, the newest audit with most hosts first.
SELECT country_code, source_id, audited_year, host_count, excluded_count, mean, share_ge90_pct, is_ranked, rank,
       rank_of, is_tied
FROM audit_country
WHERE metric_id = 'lh_site_score' AND host_count > 0
ORDER BY country_code, audited_year DESC, host_count DESC
