-- The total of every country in every edition of every index, editions that leave it out included: by country, indexes in
-- the order of the readiness page, editions the newest first. The region is the one of the scheme that the country
-- belongs to; of several, the first by code.
WITH home AS (
  SELECT country_code, min(region) AS region
  FROM region_member
  WHERE scheme = $scheme
  GROUP BY country_code
)
SELECT c.country_code, c.name AS country, i.index_id, i.name AS index_name, i.short_name, i.decimals, e.edition,
       e.is_latest, m.label AS measure, m.unit, m.max, s.measure_id, s.value, s.rank, s.rank_of, s.is_tied,
       s.rank_published, s.rank_computed, r.rank AS region_rank, r.rank_of AS region_rank_of,
       r.is_tied AS region_is_tied, s.status, st.label AS status_label, st.is_drawn, s.note,
       b.band_points, b.band_first_rank, b.band_last_rank, b.band_count
FROM country c
CROSS JOIN edition e
JOIN readiness_index i ON i.index_id = e.index_id AND i.has_figures
LEFT JOIN measure m
  ON m.index_id = e.index_id AND m.framework = e.framework AND m.measure_id = 'total'
LEFT JOIN score s
  ON s.index_id = e.index_id AND s.edition = e.edition AND s.measure_id = 'total' AND s.country_code = c.country_code
LEFT JOIN status st ON st.status = s.status
LEFT JOIN rank_band b
  ON b.index_id = s.index_id AND b.edition = s.edition AND b.measure_id = s.measure_id
  AND b.country_code = s.country_code
LEFT JOIN home h ON h.country_code = c.country_code
LEFT JOIN region_rank r
  ON r.scheme = $scheme AND r.region = h.region AND r.index_id = s.index_id AND r.edition = s.edition
  AND r.measure_id = s.measure_id AND r.country_code = s.country_code
ORDER BY c.country_code, CASE i.index_id WHEN 'gairi' THEN 0 ELSE 1 END, i.short_name, e.edition DESC
