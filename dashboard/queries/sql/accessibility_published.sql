-- Figures as published, without the large series that are summed up elsewhere (host and portal scores, failing
-- elements per site, agencies' own reports).
SELECT r.audit_id, r.country_code, coalesce(c.name, r.organisation, 'The whole web') AS country, r.subnational,
       r.organisation, r.url_or_host, r.method, r.metric_id, m.label AS measure, m.unit, m.direction, m.is_context,
       r.value, r.sample_count, r.sample_unit, r.level, r.tool, r.standard, r.audited_from, r.audited_to,
       r.audited_year, r.date_precision, r.is_derived, r.status, st.label AS status_label, r.source_id,
       s.title AS source_title, s.publisher, coalesce(s.data_url, s.homepage_url) AS source_address, s.note
FROM audit_result r
JOIN audit_metric m USING (metric_id)
JOIN source s USING (source_id)
JOIN status st USING (status)
LEFT JOIN country c USING (country_code)
WHERE r.method <> 'sample'
  AND r.metric_id NOT IN ('lh_site_score', 'lh_home_score', 'lh_home_failed_audits', 'auto_violations_total')
  AND NOT (starts_with(r.metric_id, 's508_') AND r.level = 'organisation')
ORDER BY m.is_context, country, r.source_id, r.audited_year, measure, r.subnational NULLS FIRST, r.organisation,
         r.url_or_host
