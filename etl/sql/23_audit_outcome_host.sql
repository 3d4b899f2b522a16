SELECT
  country_code,
  source_id,
  host,
  engine,
  max(engine_version) AS engine_version,
  min(organisation) AS organisation,
  count(*) FILTER (is_tested) AS page_count,
  count(*) FILTER (failed_criterion_rule_count > 0) AS failed_page_count,
  sum(occurrence_count) AS occurrence_count,
  min(audited_on) AS audited_from,
  max(audited_on) AS audited_to
FROM audit_outcome_page
GROUP BY country_code, source_id, host, engine
ORDER BY country_code, source_id, engine, failed_page_count DESC, host
