-- Audit figures with names, as the data interface gives them; null parameters leave a filter open. They come as they
-- are stored (by source, metric and country), because sorting would hold all of them.
SELECT r.audit_id, r.country_code, c.name AS country, r.subnational, r.organisation, r.url_or_host, r.level, r.method,
       r.metric_id, m.label AS measure, r.value, m.unit, m.direction, r.sample_count, r.sample_unit, r.tool,
       r.standard, r.audited_from, r.audited_to, r.audited_year, r.date_precision, r.is_derived, m.is_context,
       r.status, s.note, r.source_id
FROM audit_result r
JOIN audit_metric m USING (metric_id)
JOIN source s USING (source_id)
LEFT JOIN country c USING (country_code)
WHERE s.redistribution <> 'forbidden'
  AND ($method::VARCHAR[] IS NULL OR list_contains($method::VARCHAR[], r.method))
  AND ($metric::VARCHAR[] IS NULL OR list_contains($metric::VARCHAR[], r.metric_id))
  AND ($level::VARCHAR[] IS NULL OR list_contains($level::VARCHAR[], r.level))
  AND ($source::VARCHAR[] IS NULL OR list_contains($source::VARCHAR[], r.source_id))
  AND ($year::VARCHAR[] IS NULL OR list_contains($year::VARCHAR[], r.audited_year::VARCHAR)
       OR (r.audited_year IS NULL AND list_contains($year::VARCHAR[], 'undated')))
  AND ($country::VARCHAR[] IS NULL OR list_contains($country::VARCHAR[], r.country_code))
  AND ($region::VARCHAR[] IS NULL OR r.country_code IN (
    SELECT g.country_code FROM region_member g
    WHERE list_contains($region::VARCHAR[], g.region)
      AND ($scheme::VARCHAR[] IS NULL OR list_contains($scheme::VARCHAR[], g.scheme))))
  AND ($q::VARCHAR IS NULL OR contains(lower(concat_ws(' ', r.url_or_host, r.organisation)), lower($q::VARCHAR)))
