-- Figures over several countries together whose sample names the country.
SELECT r.audit_id, r.organisation, r.metric_id, m.label AS measure, m.unit, r.value, r.tool, r.standard, r.audited_to,
       r.source_id, s.publisher, s.title AS source_title, s.year,
       coalesce(s.data_url, s.homepage_url) AS source_address, s.coverage, s.note
FROM audit_result r
JOIN audit_metric m USING (metric_id)
JOIN source s USING (source_id)
JOIN country c ON c.country_code = $country
WHERE r.level = 'multi-country' AND contains(r.organisation, c.name)
ORDER BY s.year, r.audit_id
