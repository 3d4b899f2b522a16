-- A criterion that no rule failed is listed with zero, where a rule of it was tested at all.
WITH tested AS (
  SELECT country_code, source_id, engine, host, page_url, outcome, occurrence_count,
    unnest(string_split(success_criteria, ' ')) AS criterion
  FROM current_outcome
  WHERE success_criteria IS NOT NULL AND outcome = 'failed'
), listed AS (
  SELECT DISTINCT country_code, source_id, engine, unnest(string_split(success_criteria, ' ')) AS criterion
  FROM audit_outcome_rule
  WHERE success_criteria IS NOT NULL AND page_count > 0
), summed AS (
  SELECT
    country_code, source_id, engine, criterion,
    count(DISTINCT hash(host, page_url)) AS failed_page_count,
    count(DISTINCT host) AS failed_host_count,
    sum(occurrence_count) AS occurrence_count
  FROM tested
  GROUP BY ALL
)
SELECT
  l.*,
  w.label,
  w.level,
  coalesce(s.failed_page_count, 0) AS failed_page_count,
  coalesce(s.failed_host_count, 0) AS failed_host_count,
  CASE WHEN s.criterion IS NULL THEN 0 ELSE s.occurrence_count END AS occurrence_count
FROM listed l
JOIN success_criterion w ON w.criterion = l.criterion
LEFT JOIN summed s
  ON s.country_code IS NOT DISTINCT FROM l.country_code AND s.source_id = l.source_id AND s.engine = l.engine
  AND s.criterion = l.criterion
ORDER BY l.country_code, l.source_id, l.engine, failed_page_count DESC, l.criterion
