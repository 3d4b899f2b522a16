SELECT
  i.*,
  EXISTS (SELECT 1 FROM input_score s WHERE s.source_id = i.source_id) AS has_figures
FROM input_readiness_index i
ORDER BY i.index_id
