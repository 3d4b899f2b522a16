-- Standard competition ranks (1, 2, 2, 4). Where a publisher rounds what it prints, its own order of the totals
-- is the only one there is: equal printed totals keep it and no tie is claimed.
WITH published AS (
  SELECT
    e.index_id,
    s.edition,
    e.framework,
    s.measure_id,
    s.country_code,
    s.value,
    s.rank_published,
    s.status,
    s.note,
    s.source_id,
    s.origin,
    s.retrieved_on,
    m.direction IS NOT NULL AND st.is_drawn AS is_rankable,
    CASE m.direction WHEN 'lower' THEN s.value ELSE -s.value END AS sort_value,
    CASE WHEN e.values_rounded AND m.level = 'total' THEN s.rank_published END AS publisher_order
  FROM input_score s
  JOIN edition e ON e.source_id = s.source_id AND e.edition = s.edition
  JOIN measure m ON m.index_id = e.index_id AND m.framework = e.framework AND m.measure_id = s.measure_id
  JOIN status st ON st.status = s.status
), recomputed AS (
  SELECT
    *,
    CASE WHEN is_rankable THEN rank() OVER (
      PARTITION BY index_id, edition, measure_id, is_rankable
      ORDER BY sort_value, publisher_order NULLS LAST
    ) END AS rank_computed
  FROM published
), headline AS (
  SELECT *, coalesce(rank_published, rank_computed) AS rank FROM recomputed
)
SELECT
  index_id,
  edition,
  framework,
  measure_id,
  country_code,
  value,
  rank,
  CASE WHEN rank IS NOT NULL THEN count(rank) OVER (PARTITION BY index_id, edition, measure_id) END AS rank_of,
  CASE WHEN rank IS NOT NULL
    THEN count(*) OVER (PARTITION BY index_id, edition, measure_id, rank) > 1 END AS is_tied,
  rank_published,
  rank_computed,
  status,
  CASE WHEN rank_published <> rank_computed THEN concat(
    CASE WHEN note LIKE '%.' THEN note || ' ' ELSE note || '. ' END,
    format('Published rank {}; recomputed from the published scores: {}.', rank_published, rank_computed)
  ) ELSE note END AS note,
  source_id,
  origin,
  retrieved_on
FROM headline
ORDER BY index_id, edition, measure_id, rank NULLS LAST, country_code
