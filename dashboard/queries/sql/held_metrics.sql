-- What the audits measure, with definition, and how many figures and sources there are of each.
SELECT m.metric_id, m.label AS metric, m.unit, m.direction, m.definition, m.method, m.is_context,
       count(r.audit_id)::INTEGER AS figure_count, count(DISTINCT r.source_id)::INTEGER AS source_count
FROM audit_metric m
LEFT JOIN audit_result r USING (metric_id)
GROUP BY m.metric_id, m.label, m.unit, m.direction, m.definition, m.method, m.is_context
ORDER BY CASE m.method WHEN 'automated_score' THEN 0 WHEN 'automated_count' THEN 1 WHEN 'manual_conformance' THEN 2
         WHEN 'self_report' THEN 3 WHEN 'other_study' THEN 4 ELSE 5 END, figure_count DESC, m.metric_id
