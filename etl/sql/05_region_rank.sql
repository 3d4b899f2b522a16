SELECT
  r.scheme,
  r.region,
  s.index_id,
  s.edition,
  s.measure_id,
  s.country_code,
  rank() OVER in_region AS rank,
  count(*) OVER (PARTITION BY r.scheme, r.region, s.index_id, s.edition, s.measure_id) AS rank_of,
  count(*) OVER (
    PARTITION BY r.scheme, r.region, s.index_id, s.edition, s.measure_id, s.rank_computed
  ) > 1 AS is_tied
FROM region_member r
JOIN score s
  ON s.country_code = r.country_code
  AND s.edition >= coalesce(r.valid_from_edition, s.edition)
  AND s.edition <= coalesce(r.valid_to_edition, s.edition)
WHERE s.rank_computed IS NOT NULL
WINDOW in_region AS (
  PARTITION BY r.scheme, r.region, s.index_id, s.edition, s.measure_id ORDER BY s.rank_computed
)
ORDER BY r.scheme, r.region, s.index_id, s.edition, s.measure_id, rank, s.country_code
