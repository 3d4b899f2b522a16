SELECT
  scheme,
  region,
  index_id,
  edition,
  measure_id,
  country_code,
  rank() OVER (
    PARTITION BY scheme, region, index_id, edition, measure_id ORDER BY rank_computed
  ) AS rank,
  count(*) OVER (PARTITION BY scheme, region, index_id, edition, measure_id) AS rank_of,
  count(*) OVER (PARTITION BY scheme, region, index_id, edition, measure_id, rank_computed) > 1 AS is_tied
FROM member_score
WHERE rank_computed IS NOT NULL
ORDER BY scheme, region, index_id, edition, measure_id, rank, country_code
