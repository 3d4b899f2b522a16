-- Conformance rates of single sites as published after a full audit by people.
SELECT r.country_code, c.name AS country, coalesce(r.organisation, r.url_or_host) AS site, r.url_or_host,
       r.audited_from, r.audited_to, r.audited_year, r.tool, r.standard, r.metric_id, m.label AS measure, m.unit,
       r.value, r.sample_count, r.sample_unit, r.status, r.source_id
FROM audit_result r
JOIN audit_metric m USING (metric_id)
JOIN country c USING (country_code)
WHERE r.metric_id = 'manual_conformance_rate' AND r.level = 'site' AND NOT r.is_derived
ORDER BY r.audited_year DESC, r.value DESC, site
