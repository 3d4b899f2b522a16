SELECT
  r.*,
  try_cast(left(coalesce(r.audited_to, r.audited_from), 4) AS INTEGER) AS audited_year,
  m.method
FROM input_audit_result r
JOIN audit_metric m USING (metric_id)
ORDER BY r.source_id, r.metric_id, r.country_code, r.audit_id
