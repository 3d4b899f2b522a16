WITH rule AS (
  SELECT country_code, source_id, engine, count(DISTINCT rule_id) AS rule_count
  FROM audit_outcome_rule
  WHERE page_count > 0
  GROUP BY ALL
)
SELECT
  h.country_code,
  h.source_id,
  h.engine,
  string_agg(DISTINCT h.engine_version, ', ' ORDER BY h.engine_version) AS engine_versions,
  count(*) AS host_count,
  sum(h.page_count) AS page_count,
  sum(h.failed_page_count) AS failed_page_count,
  coalesce(any_value(r.rule_count), 0) AS rule_count,
  min(h.audited_from) AS audited_from,
  max(h.audited_to) AS audited_to
FROM audit_outcome_host h
LEFT JOIN rule r
  ON r.country_code IS NOT DISTINCT FROM h.country_code AND r.source_id = h.source_id AND r.engine = h.engine
GROUP BY h.country_code, h.source_id, h.engine
ORDER BY h.country_code, h.source_id, h.engine
