-- Figures of one method as published, the chosen country first; the large series that have a chart of their own
-- are left out by the list of metrics.
SELECT r.audit_id, r.country_code, coalesce(c.name, r.organisation, 'The whole web') AS country, r.subnational,
       r.organisation, r.url_or_host, r.metric_id, m.label AS measure, m.unit, m.definition, m.is_context, r.value,
       r.sample_count, r.sample_unit, r.level, r.tool, r.standard, r.audited_from, r.audited_to, r.audited_year,
       r.date_precision, r.is_derived, r.status, st.label AS status_label, r.source_id, s.title AS source_title,
       coalesce(s.data_url, s.homepage_url) AS source_address, s.note
FROM audit_result r
JOIN audit_metric m USING (metric_id)
JOIN source s USING (source_id)
JOIN status st USING (status)
LEFT JOIN country c USING (country_code)
WHERE r.method = $method AND NOT list_contains($left_out, r.metric_id)
  AND (
    r.country_code = $country OR $region = 'world' OR EXISTS (
      SELECT 1 FROM region_member g
      WHERE g.scheme = $scheme AND g.region = $region AND g.country_code = r.country_code
    )
  )
ORDER BY r.country_code = $country DESC NULLS LAST, m.is_context, country, r.source_id, r.audited_year, measure,
         r.subnational, r.organisation, r.url_or_host
