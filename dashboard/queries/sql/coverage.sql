-- What is known of every country and territory: editions of each index, figures of audits, scored hosts, initiatives,
-- listed strategies, registers and studies. Nothing known is 0, so that it can be seen.
WITH place AS (
  SELECT country_code, name AS country, kind FROM country WHERE kind <> 'supranational'
), held AS (
  SELECT i.index_id AS holding, s.country_code, count(*) AS item_count
  FROM score s JOIN readiness_index i USING (index_id) JOIN status st ON st.status = s.status AND st.is_drawn
  WHERE s.measure_id = 'total'
  GROUP BY ALL
  UNION ALL
  SELECT 'audit_figure', v.country_code, sum(v.figure_count)
  FROM audit_coverage v JOIN audit_metric m USING (metric_id)
  WHERE v.country_code IS NOT NULL AND NOT m.is_context AND v.method <> 'sample'
  GROUP BY v.country_code
  UNION ALL
  SELECT 'audited_host', country_code, count(DISTINCT url_or_host)
  FROM audit_result WHERE metric_id = 'lh_site_score' AND level = 'site'
  GROUP BY country_code
  UNION ALL
  SELECT 'initiative', country_code, count(*) FROM initiative WHERE NOT is_aggregate GROUP BY country_code
  UNION ALL
  SELECT 'strategy', country_code, count(*) FROM national_strategy GROUP BY country_code
  UNION ALL
  SELECT 'register', country_code, count(DISTINCT register) FROM register_size GROUP BY country_code
  UNION ALL
  SELECT 'study', country_code, count(*) FROM study GROUP BY country_code
), kind AS (
  SELECT index_id AS holding, row_number() OVER (ORDER BY index_id <> 'gairi', short_name) AS sort_order,
         (SELECT count(*) FROM edition e WHERE e.index_id = i.index_id AND e.row_count > 0) AS item_limit
  FROM readiness_index i WHERE has_figures
  UNION ALL
  SELECT * FROM (VALUES ('audit_figure', 11, NULL), ('audited_host', 12, NULL), ('initiative', 13, NULL),
                        ('strategy', 14, NULL), ('register', 15, NULL), ('study', 16, NULL))
)
SELECT p.country_code, p.country, p.kind, k.holding, k.sort_order::INTEGER AS sort_order,
       coalesce(h.item_count, 0)::INTEGER AS item_count, k.item_limit::INTEGER AS item_limit
FROM place p
CROSS JOIN kind k
LEFT JOIN held h ON h.holding = k.holding AND h.country_code = p.country_code
ORDER BY p.country COLLATE NOCASE, k.sort_order
