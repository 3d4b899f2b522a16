-- What is held about the government websites of one country: figures by method, whole-web figures left out, and
-- sites listed to be audited.
WITH held AS (
  SELECT v.method, v.source_id, v.figure_count
  FROM audit_coverage v
  JOIN audit_metric m USING (metric_id)
  WHERE v.country_code = $country AND NOT m.is_context AND v.method <> 'sample'
)
SELECT
  (SELECT coalesce(sum(figure_count), 0)::INTEGER FROM held) AS figure_count,
  (SELECT count(DISTINCT source_id)::INTEGER FROM held) AS source_count,
  (SELECT list(DISTINCT method ORDER BY method) FROM held) AS methods,
  (SELECT count(DISTINCT url)::INTEGER FROM audit_site WHERE country_code = $country) AS listed_site_count
