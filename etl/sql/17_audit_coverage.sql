SELECT
  country_code,
  method,
  source_id,
  metric_id,
  level,
  count(*) AS figure_count,
  min(audited_from) AS audited_from,
  max(audited_to) AS audited_to
FROM audit_result
GROUP BY country_code, method, source_id, metric_id, level
ORDER BY country_code NULLS LAST, method, source_id, metric_id, level
