-- Mean conformance rate of a year's full audits, as published.
SELECT r.country_code, c.name AS country, r.audited_year, r.tool, r.standard, r.metric_id, m.label AS measure,
       m.unit, r.value, r.sample_count, r.sample_unit, r.status, r.source_id
FROM audit_result r
JOIN audit_metric m USING (metric_id)
JOIN country c USING (country_code)
WHERE r.metric_id = 'manual_conformance_rate_mean'
ORDER BY country, r.audited_year
