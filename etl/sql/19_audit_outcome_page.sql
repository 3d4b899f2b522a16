-- Pages as they were found by the newest audit of each tool; what an earlier audit found is history.
WITH audit AS (
  SELECT
    source_id,
    engine,
    host,
    page_url,
    audited_on,
    any_value(country_code) AS country_code,
    any_value(organisation) AS organisation,
    any_value(engine_version) AS engine_version,
    bool_or(outcome <> 'untested') AS is_tested,
    count(*) FILTER (outcome = 'failed') AS failed_rule_count,
    count(*) FILTER (outcome = 'failed' AND success_criteria IS NOT NULL) AS failed_criterion_rule_count,
    sum(occurrence_count) FILTER (outcome = 'failed') AS occurrence_count
  FROM audit_outcome
  GROUP BY ALL
)
SELECT *, count(*) OVER page AS audit_count
FROM audit
WINDOW page AS (PARTITION BY source_id, engine, host, page_url)
QUALIFY row_number() OVER (
  PARTITION BY source_id, engine, host, page_url ORDER BY audited_on DESC NULLS LAST
) = 1
ORDER BY country_code, source_id, host, engine, page_url
