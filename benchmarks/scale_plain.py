"""The plain load: one statement per kind of file, as anybody would write it, giving the very same rows."""

PLAIN_TABLE = """
CREATE TABLE plain (
  source_id VARCHAR, country_code VARCHAR, organisation VARCHAR, host VARCHAR, page_url VARCHAR, engine VARCHAR,
  engine_version VARCHAR, rule_id VARCHAR, outcome VARCHAR, occurrence_count INTEGER, success_criteria VARCHAR,
  audited_on DATE
)
"""

_RUNS = """
INSERT INTO plain
WITH run AS (
  SELECT url, testEngine.version AS engine_version, "timestamp"[:10]::DATE AS audited_on,
    split_part(url, '/', 3) AS host,
    unnest([{{o: 'failed', f: violations}}, {{o: 'passed', f: passes}}, {{o: 'cantTell', f: incomplete}},
            {{o: 'inapplicable', f: inapplicable}}]) AS l
  FROM read_json('{data}/own/axe-runs/files/*.json', format = 'newline_delimited', columns = {{
    url: 'VARCHAR', "timestamp": 'VARCHAR', testEngine: 'STRUCT("name" VARCHAR, version VARCHAR)',
    violations: 'STRUCT(id VARCHAR, tags VARCHAR[], nodes STRUCT(impact VARCHAR)[])[]',
    passes: 'STRUCT(id VARCHAR, tags VARCHAR[], nodes STRUCT(impact VARCHAR)[])[]',
    incomplete: 'STRUCT(id VARCHAR, tags VARCHAR[], nodes STRUCT(impact VARCHAR)[])[]',
    inapplicable: 'STRUCT(id VARCHAR, tags VARCHAR[], nodes STRUCT(impact VARCHAR)[])[]'
  }})
), found AS (SELECT url, engine_version, audited_on, host, l.o AS outcome, unnest(l.f) AS r FROM run)
SELECT 'axe-runs', upper(regexp_extract(host, '\\.gov\\.([a-z]+)$', 1)), NULL, host, url, 'axe-core', engine_version,
  r.id, outcome, len(r.nodes), rule.success_criteria, audited_on
FROM found
LEFT JOIN (
  SELECT rule_id, success_criteria FROM read_csv('{reference}/rule_criteria.csv') WHERE engine = 'axe-core'
) rule ON rule.rule_id = r.id
"""

_SCANS = """
INSERT INTO plain
WITH scan AS (
  SELECT target_url_agency_owner, final_url, accessibility_scan_status = 'completed' AS is_good,
    nullif(accessibility_violations, '') AS groups, scan_date[:10]::DATE AS audited_on,
    lower(coalesce(regexp_extract(final_url, '^https?://([^/:?#]+)', 1), target_url)) AS host
  FROM read_csv('{data}/own/site-scans/files/*.csv', header = true, all_varchar = true, union_by_name = true)
), per_group AS (
  SELECT scan.*, e.key AS rule_id, e.value::INTEGER AS failures
  FROM (SELECT * FROM scan WHERE is_good AND groups IS NOT NULL) scan, json_each(groups) e
)
SELECT 'site-scans', 'USA', target_url_agency_owner, host, final_url, 'axe-core', '4.8', rule_id, 'failed', failures,
  NULL, audited_on
FROM per_group
UNION ALL
SELECT 'site-scans', 'USA', target_url_agency_owner, host, final_url, 'axe-core', '4.8', NULL,
  if(is_good, 'passed', 'untested'), NULL, NULL, audited_on
FROM scan
WHERE NOT is_good OR groups IS NULL
"""

PLAIN = (_RUNS, _SCANS)
