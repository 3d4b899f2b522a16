-- What is held about the public websites of every country, one row per method, source, metric and level: the figure
-- itself where there is one, the unweighted mean over the hosts where scores of hosts are held, else nothing. Figures of
-- the whole web of a country are left out: they are not about government.
WITH told AS (
  SELECT country_code, source_id, metric_id, level, count(*) = 1 AS is_single, any_value(value) AS value,
         any_value(sample_count) AS sample_count, any_value(sample_unit) AS sample_unit,
         any_value(standard) AS standard, any_value(status) AS status,
         string_agg(DISTINCT tool, '; ' ORDER BY tool) AS tool
  FROM audit_result
  WHERE country_code IS NOT NULL
  GROUP BY country_code, source_id, metric_id, level
)
SELECT v.country_code, c.name AS country, v.method, v.source_id, o.title AS source_title, v.metric_id,
       m.label AS metric, m.unit, v.level, v.figure_count, v.audited_from, v.audited_to,
       coalesce(h.mean, CASE WHEN t.is_single THEN t.value END) AS value, h.mean IS NOT NULL AS is_mean,
       h.host_count, h.excluded_count, h.is_ranked, h.rank, h.rank_of, h.is_tied, h.median, h.share_ge90_pct,
       CASE WHEN t.is_single THEN t.sample_count END AS sample_count,
       CASE WHEN t.is_single THEN t.sample_unit END AS sample_unit, t.tool,
       CASE WHEN t.is_single THEN t.standard END AS standard,
       CASE WHEN t.is_single THEN t.status ELSE 'normal' END AS status
FROM audit_coverage v
JOIN audit_metric m USING (metric_id)
JOIN source o ON o.source_id = v.source_id
JOIN country c ON c.country_code = v.country_code
JOIN told t
  ON t.country_code = v.country_code AND t.source_id = v.source_id AND t.metric_id = v.metric_id
  AND t.level = v.level
LEFT JOIN audit_country h
  ON h.source_id = v.source_id AND h.metric_id = v.metric_id AND h.country_code = v.country_code
  AND v.level = 'site'
WHERE NOT m.is_context
ORDER BY v.country_code,
         CASE v.method WHEN 'automated_score' THEN 0 WHEN 'automated_count' THEN 1 WHEN 'manual_conformance' THEN 2
         WHEN 'self_report' THEN 3 WHEN 'other_study' THEN 4 ELSE 5 END,
         v.audited_to DESC NULLS LAST, source_title, v.figure_count DESC, metric
