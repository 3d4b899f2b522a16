-- What is held about the government websites of every country: figures by method, whole-web figures left out, and
-- sites listed to be audited.
WITH held AS (
  SELECT v.country_code, sum(v.figure_count)::INTEGER AS figure_count,
         count(DISTINCT v.source_id)::INTEGER AS source_count, list(DISTINCT v.method ORDER BY v.method) AS methods
  FROM audit_coverage v
  JOIN audit_metric m USING (metric_id)
  WHERE v.country_code IS NOT NULL AND NOT m.is_context AND v.method <> 'sample'
  GROUP BY v.country_code
), listed AS (
  SELECT country_code, count(DISTINCT url)::INTEGER AS listed_site_count FROM audit_site GROUP BY country_code
)
SELECT c.country_code, coalesce(h.figure_count, 0) AS figure_count, coalesce(h.source_count, 0) AS source_count,
       h.methods, coalesce(l.listed_site_count, 0) AS listed_site_count
FROM country c
LEFT JOIN held h USING (country_code)
LEFT JOIN listed l USING (country_code)
ORDER BY c.country_code
