-- A break of a single measure (the Size dimension that became Maturity) is named among the reasons
-- but does not break the step: the other measures go on.
WITH step AS (
  SELECT
    index_id,
    lag(edition) OVER (PARTITION BY index_id ORDER BY edition) AS from_edition,
    edition AS to_edition
  FROM input_edition
)
SELECT
  s.index_id,
  s.from_edition,
  s.to_edition,
  CASE
    WHEN bool_or(b.kind = 'hard' AND b.measure_id = '*') THEN 'hard'
    WHEN bool_or(b.kind = 'soft' AND b.measure_id = '*') THEN 'soft'
    ELSE 'none'
  END AS kind,
  string_agg(
    CASE WHEN b.measure_id = '*' THEN b.reason ELSE b.measure_id || ': ' || b.reason END,
    '; ' ORDER BY b.from_edition = '*', b.measure_id <> '*', b.kind, b.reason
  ) AS reason
FROM step s
LEFT JOIN series_break b
  ON b.index_id = s.index_id
  AND b.from_edition IN ('*', s.from_edition)
  AND b.to_edition IN ('*', s.to_edition)
WHERE s.from_edition IS NOT NULL
GROUP BY s.index_id, s.from_edition, s.to_edition
ORDER BY s.index_id, s.from_edition
