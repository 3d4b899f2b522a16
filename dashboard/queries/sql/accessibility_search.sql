-- Sites whose address or organisation holds the words searched for: audited figures, then sites still to be audited.
WITH found AS (
  SELECT coalesce(r.url_or_host, r.organisation) AS site, r.organisation, r.url_or_host, r.country_code,
         r.subnational, r.method, r.tool, r.metric_id, m.label AS measure, r.value, m.unit,
         coalesce(r.audited_to, r.audited_from) AS audited_on, r.status, r.source_id
  FROM audit_result r
  JOIN audit_metric m USING (metric_id)
  WHERE r.level IN ('site', 'organisation')
    AND (contains(lower(r.url_or_host), $words) OR contains(lower(r.organisation), $words))
  UNION ALL
  SELECT a.url, a.organisation, a.url, a.country_code, NULL, 'to be audited', NULL, NULL, NULL, NULL, NULL, NULL,
         'normal', a.source_id
  FROM audit_site a
  WHERE contains(lower(a.url), $words) OR contains(lower(a.organisation), $words)
)
SELECT f.*, c.name AS country, st.label AS status_label, st.is_drawn, s.title AS source_title,
       count(*) OVER ()::INTEGER AS found_count
FROM found f
JOIN source s USING (source_id)
JOIN status st USING (status)
LEFT JOIN country c USING (country_code)
ORDER BY f.method, f.site, measure, audited_on
LIMIT 300
