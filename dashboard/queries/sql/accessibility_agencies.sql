-- Failing elements found automatically, per agency.
SELECT a.country_code, c.name AS country, a.organisation, a.source_id, a.metric_id, m.label AS measure, m.unit,
       a.audited_year, a.site_count, a.mean, a.median, a.share_zero_pct, a.is_ranked
FROM audit_organisation a
JOIN audit_metric m USING (metric_id)
JOIN country c USING (country_code)
ORDER BY a.share_zero_pct DESC, a.median, a.organisation
