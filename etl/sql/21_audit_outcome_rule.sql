SELECT
  country_code,
  source_id,
  engine,
  rule_id,
  max(success_criteria) AS success_criteria,
  count(DISTINCT hash(host, page_url)) FILTER (outcome IN ('passed', 'failed', 'inapplicable')) AS page_count,
  count(*) FILTER (outcome = 'failed') AS failed_page_count,
  sum(occurrence_count) FILTER (outcome = 'failed') AS occurrence_count
FROM current_outcome
WHERE rule_id IS NOT NULL
GROUP BY ALL
ORDER BY country_code, source_id, engine, failed_page_count DESC, rule_id
