WITH finding AS (
  SELECT country_code, source_id, engine, 'rule' AS kind, rule_id AS code, NULL AS label, NULL AS level,
    success_criteria, page_count, failed_page_count, NULL AS failed_host_count, occurrence_count
  FROM audit_outcome_rule
  WHERE failed_page_count > 0
  UNION ALL
  SELECT country_code, source_id, engine, 'criterion', criterion, label, level,
    NULL, NULL, failed_page_count, failed_host_count, occurrence_count
  FROM audit_outcome_criterion
)
SELECT
  a.country_code,
  a.source_id,
  a.engine,
  a.engine_versions,
  a.host_count,
  a.page_count AS audited_page_count,
  a.audited_from,
  a.audited_to,
  f.kind,
  f.code,
  f.label,
  f.level,
  f.success_criteria,
  f.page_count,
  f.failed_page_count,
  f.failed_host_count,
  f.occurrence_count
FROM audit_outcome_country a
LEFT JOIN finding f
  ON f.country_code IS NOT DISTINCT FROM a.country_code AND f.source_id = a.source_id AND f.engine = a.engine
ORDER BY a.country_code, a.page_count DESC, a.source_id, a.engine, f.kind, f.failed_page_count DESC, f.code
