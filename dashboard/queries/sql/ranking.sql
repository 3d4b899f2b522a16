-- Every country with a score of one measure in one edition, in the order of the ranking; members of the region
-- carry their rank in it.
SELECT s.country_code, c.name AS country, c.iso_numeric, s.value, s.rank, s.rank_of, s.is_tied,
       s.rank_published, s.rank_computed, s.status, s.note, s.index_id, s.edition, s.measure_id,
       r.region IS NOT NULL AS is_member, r.rank AS region_rank, r.rank_of AS region_rank_of,
       r.is_tied AS region_is_tied, st.is_drawn
FROM score s
JOIN country c USING (country_code)
JOIN status st ON st.status = s.status
LEFT JOIN region_rank r
  ON r.scheme = $scheme AND r.region = $region AND r.index_id = s.index_id AND r.edition = s.edition
  AND r.measure_id = s.measure_id AND r.country_code = s.country_code
WHERE s.index_id = $index AND s.edition = $edition AND s.measure_id = $measure
ORDER BY s.rank NULLS LAST, s.value DESC, country
