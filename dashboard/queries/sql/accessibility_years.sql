-- Years for which a method has figures of single sites or agencies, the newest first.
SELECT DISTINCT audited_year::VARCHAR AS year
FROM audit_result
WHERE method = $method AND list_contains($metrics, metric_id) AND level IN ('site', 'organisation')
  AND audited_year IS NOT NULL AND NOT is_derived
ORDER BY year DESC
