-- Host scores of each country, computed from its hosts.
SELECT a.country_code, c.name AS country, a.source_id, a.metric_id, a.audited_year, a.host_count, a.excluded_count,
       a.mean, a.median, a.q1, a.q3, a.min, a.max, a.share_ge90_pct, a.share_eq100_pct, a.is_ranked, a.rank,
       a.rank_of, a.is_tied, s.coverage
FROM audit_country a
JOIN country c USING (country_code)
JOIN source s USING (source_id)
ORDER BY a.mean DESC, country
