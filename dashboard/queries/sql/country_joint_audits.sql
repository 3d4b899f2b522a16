-- Audit figures of several countries together that name one country, which no figure of its own can be read from.
SELECT r.organisation, r.audited_from, r.audited_to, m.label AS metric, m.unit, r.value, r.source_id,
       o.title AS source_title, o.publisher, o.year
FROM audit_result r
JOIN audit_metric m USING (metric_id)
JOIN source o ON o.source_id = r.source_id
JOIN country c ON c.country_code = $country
WHERE r.level = 'multi-country' AND contains(r.organisation, c.name)
ORDER BY source_title, metric
