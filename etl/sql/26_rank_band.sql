-- Scores that lie so close together that their order says little. The ends of the frame are a little wider than
-- the points: 0.7531 and 0.7431 are 0.01 apart, although their binary numbers are not.
WITH placed AS (
  SELECT s.index_id, s.edition, s.measure_id, s.country_code, s.value, s.rank, c.band_points
  FROM score s
  JOIN measure m ON m.index_id = s.index_id AND m.framework = s.framework AND m.measure_id = s.measure_id
  JOIN closeness c ON c.index_id = s.index_id AND c.unit = m.unit
  WHERE s.rank IS NOT NULL AND s.rank_computed IS NOT NULL
)
SELECT
  index_id,
  edition,
  measure_id,
  country_code,
  band_points,
  min(rank) OVER near AS band_first_rank,
  max(rank) OVER near AS band_last_rank,
  count(*) OVER near AS band_count
FROM placed
WINDOW near AS (
  PARTITION BY index_id, edition, measure_id ORDER BY value
  RANGE BETWEEN band_points + 1e-9 PRECEDING AND band_points + 1e-9 FOLLOWING
)
ORDER BY index_id, edition, measure_id, country_code
