-- Total scores of every country in every edition of an index, the newest first, with the place in its region of a scheme.
SELECT s.country_code, s.edition, e.is_latest, s.value, s.rank, s.rank_of, s.is_tied, s.status, st.is_drawn, m.unit,
       m.max, i.name AS index_name, i.short_name, i.decimals, l.region_label, r.rank AS region_rank,
       r.rank_of AS region_rank_of, r.is_tied AS region_is_tied, b.band_points, b.band_first_rank, b.band_last_rank, b.band_count
FROM score s
JOIN edition e USING (index_id, edition)
JOIN readiness_index i USING (index_id)
JOIN measure m ON m.index_id = s.index_id AND m.framework = s.framework AND m.measure_id = s.measure_id
JOIN status st ON st.status = s.status
LEFT JOIN rank_band b
  ON b.index_id = s.index_id AND b.edition = s.edition AND b.measure_id = s.measure_id
  AND b.country_code = s.country_code
LEFT JOIN region_rank r
  ON r.scheme = $scheme AND r.index_id = s.index_id AND r.edition = s.edition AND r.measure_id = s.measure_id
  AND r.country_code = s.country_code
LEFT JOIN (SELECT DISTINCT scheme, region, region_label FROM region_member) l
  ON l.scheme = r.scheme AND l.region = r.region
WHERE s.index_id = $index AND s.measure_id = 'total'
ORDER BY s.country_code, s.edition DESC, r.region
