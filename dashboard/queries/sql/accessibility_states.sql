-- Host scores of states and territories, the ranked ones first.
SELECT country_code, subnational, source_id, metric_id, audited_year, host_count, excluded_count, mean, median, q1,
       q3, min, max, share_ge90_pct, share_eq100_pct, is_ranked, rank, rank_of, is_tied
FROM audit_subnational
ORDER BY country_code, rank NULLS LAST, mean DESC, subnational
