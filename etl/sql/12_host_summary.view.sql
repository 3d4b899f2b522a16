-- Host scores summed up twice: per country, and per state or territory where the hosts say theirs.
WITH host AS (
  SELECT r.source_id, r.metric_id, r.country_code, r.subnational, r.audited_year, r.value, st.is_drawn
  FROM audit_result r
  JOIN status st USING (status)
  WHERE r.metric_id = 'lh_site_score' AND r.level = 'site' AND r.country_code IS NOT NULL
), summed AS (
  SELECT
    source_id,
    metric_id,
    country_code,
    subnational,
    grouping(subnational) = 0 AS is_subnational,
    audited_year,
    count(*) FILTER (is_drawn) AS host_count,
    count(*) FILTER (NOT is_drawn) AS excluded_count,
    favg(value ORDER BY value) FILTER (is_drawn) AS mean,
    median(value) FILTER (is_drawn) AS median,
    quantile_cont(value, 0.25) FILTER (is_drawn) AS q1,
    quantile_cont(value, 0.75) FILTER (is_drawn) AS q3,
    min(value) FILTER (is_drawn) AS min,
    max(value) FILTER (is_drawn) AS max,
    100.0 * count(*) FILTER (is_drawn AND value >= 90) / nullif(count(*) FILTER (is_drawn), 0) AS share_ge90_pct,
    100.0 * count(*) FILTER (is_drawn AND value = 100) / nullif(count(*) FILTER (is_drawn), 0) AS share_eq100_pct,
    count(*) FILTER (is_drawn) >= 30 AS is_ranked
  FROM host
  GROUP BY GROUPING SETS (
    (source_id, metric_id, country_code, audited_year),
    (source_id, metric_id, country_code, audited_year, subnational)
  )
), peer AS (
  -- Countries are ranked among the countries of a source, states among the states of their country.
  SELECT *, CASE WHEN is_subnational THEN country_code END AS ranked_within
  FROM summed
  WHERE NOT is_subnational OR subnational IS NOT NULL
), ranked AS (
  SELECT
    *,
    CASE WHEN is_ranked THEN rank() OVER (
      PARTITION BY source_id, metric_id, audited_year, is_subnational, ranked_within, is_ranked ORDER BY mean DESC
    ) END AS rank
  FROM peer
)
SELECT
  *,
  CASE WHEN is_ranked THEN count(rank) OVER (
    PARTITION BY source_id, metric_id, audited_year, is_subnational, ranked_within
  ) END AS rank_of,
  CASE WHEN is_ranked THEN count(*) OVER (
    PARTITION BY source_id, metric_id, audited_year, is_subnational, ranked_within, rank
  ) > 1 END AS is_tied
FROM ranked
