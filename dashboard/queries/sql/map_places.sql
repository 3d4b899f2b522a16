-- Every country and territory with its figure where there is one, and the point that stands for it on a map.
SELECT c.country_code, c.iso_numeric, c.name AS country, p.longitude, p.latitude, coalesce(p.is_small, FALSE) AS is_small,
       CASE WHEN st.is_drawn THEN s.value END AS value, s.rank, s.rank_of, s.is_tied, s.status, s.note, s.rank_published, s.rank_computed,
       NULL::INTEGER AS region_rank, NULL::BOOLEAN AS region_is_tied,
       m.country_code IS NOT NULL AS is_member
FROM country c
LEFT JOIN map_point p USING (country_code)
LEFT JOIN score s
  ON s.country_code = c.country_code AND s.index_id = $index AND s.edition = $edition
  AND s.measure_id = $measure
LEFT JOIN status st ON st.status = s.status
LEFT JOIN (SELECT DISTINCT country_code FROM region_member WHERE scheme = $scheme AND region = $region) m
  ON m.country_code = c.country_code
WHERE c.kind <> 'supranational'
ORDER BY country
