WITH host AS (
  SELECT
    r.source_id, r.metric_id, r.country_code, r.subnational,
    (floor(r.value / 5) * 5)::INTEGER AS bin_from
  FROM audit_result r
  JOIN status st ON st.status = r.status AND st.is_drawn
  WHERE r.metric_id = 'lh_site_score' AND r.level = 'site' AND r.country_code IS NOT NULL
), grouped AS (
  SELECT source_id, metric_id, country_code, NULL AS subnational, bin_from FROM host
  UNION ALL
  SELECT source_id, metric_id, country_code, subnational, bin_from FROM host WHERE subnational IS NOT NULL
), place AS (
  SELECT DISTINCT source_id, metric_id, country_code, subnational FROM grouped
)
SELECT
  p.source_id,
  p.metric_id,
  p.country_code,
  p.subnational,
  b.bin_from,
  least(b.bin_from + 5, 100) AS bin_to,
  count(g.bin_from) AS host_count
FROM place p
CROSS JOIN (SELECT unnest(range(0, 101, 5)) AS bin_from) b
LEFT JOIN grouped g
  ON g.source_id = p.source_id AND g.metric_id = p.metric_id AND g.country_code = p.country_code
  AND g.subnational IS NOT DISTINCT FROM p.subnational AND g.bin_from = b.bin_from
GROUP BY p.source_id, p.metric_id, p.country_code, p.subnational, b.bin_from
ORDER BY p.source_id, p.metric_id, p.country_code, p.subnational NULLS FIRST, b.bin_from
