-- Editions that have scores of a measure, with the segment within which they may be compared.
SELECT e.edition, e.segment
FROM edition e
WHERE e.index_id = $index AND EXISTS (
  SELECT 1 FROM score s WHERE s.index_id = e.index_id AND s.edition = e.edition AND s.measure_id = $measure)
ORDER BY e.edition
