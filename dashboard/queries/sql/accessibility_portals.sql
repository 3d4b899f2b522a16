-- One metric of the home page of each national portal, round by round.
SELECT r.country_code, c.name AS country, r.url_or_host, left(r.audited_from, 7) AS month, r.audited_from,
       r.metric_id, m.label AS measure, m.unit, r.value, r.tool, r.status, r.source_id
FROM audit_result r
JOIN audit_metric m USING (metric_id)
JOIN country c USING (country_code)
JOIN status s ON s.status = r.status AND s.is_drawn
WHERE r.metric_id = $metric
ORDER BY country, r.audited_from
