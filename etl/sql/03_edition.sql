WITH hard_step AS (
  SELECT index_id, to_edition FROM edition_step WHERE kind = 'hard'
), scored AS (
  SELECT source_id, edition, count(*) AS row_count FROM input_score GROUP BY source_id, edition
)
SELECT
  e.*,
  1 + (
    SELECT count(*) FROM hard_step h WHERE h.index_id = e.index_id AND h.to_edition <= e.edition
  ) AS segment,
  e.edition = max(e.edition) OVER (PARTITION BY e.index_id) AS is_latest,
  coalesce(s.row_count, 0) AS row_count
FROM input_edition e
LEFT JOIN scored s ON s.source_id = e.source_id AND s.edition = e.edition
ORDER BY e.index_id, e.edition
