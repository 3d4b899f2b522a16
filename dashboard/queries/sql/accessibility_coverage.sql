-- What is held about each country, by method, source and metric; whole-web figures are marked.
SELECT v.country_code, c.name AS country, v.method, v.source_id, s.title AS source_title,
       coalesce(s.data_url, s.homepage_url) AS source_address, v.metric_id, m.label AS measure, m.is_context,
       v.level, v.figure_count, v.audited_from, v.audited_to
FROM audit_coverage v
JOIN audit_metric m USING (metric_id)
JOIN source s USING (source_id)
JOIN country c USING (country_code)
ORDER BY country, v.method, source_title, measure, v.level
