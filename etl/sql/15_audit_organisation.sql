SELECT
  r.source_id,
  r.metric_id,
  r.country_code,
  r.organisation,
  r.audited_year,
  count(*) AS site_count,
  favg(r.value ORDER BY r.value) AS mean,
  median(r.value) AS median,
  100.0 * count(*) FILTER (r.value = 0) / count(*) AS share_zero_pct,
  count(*) >= 30 AS is_ranked
FROM audit_result r
JOIN status st ON st.status = r.status AND st.is_drawn
WHERE r.metric_id = 'auto_violations_total'
  AND r.level = 'site' AND r.country_code IS NOT NULL AND r.organisation IS NOT NULL
GROUP BY r.source_id, r.metric_id, r.country_code, r.organisation, r.audited_year
ORDER BY r.source_id, r.metric_id, r.country_code, r.audited_year, r.organisation
