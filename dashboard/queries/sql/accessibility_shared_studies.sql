-- Figures over several countries together, once for each country that the sample names.
SELECT c.country_code, c.name AS country, r.audit_id, r.organisation, r.metric_id, m.label AS measure, m.unit,
       r.value, r.tool, r.standard, r.audited_to, r.source_id, s.publisher, s.title AS source_title, s.year,
       coalesce(s.data_url, s.homepage_url) AS source_address, s.coverage, s.note
FROM audit_result r
JOIN audit_metric m USING (metric_id)
JOIN source s USING (source_id)
JOIN country c ON contains(r.organisation, c.name)
WHERE r.level = 'multi-country'
ORDER BY country, s.year, r.audit_id
