-- One country against its region, for every measure that makes up the total of an edition.
SELECT m.measure_id, m.label AS measure, m.level, m.unit, m.sort_order, m.min AS scale_min, m.max AS scale_max,
       CASE WHEN m.parent_id <> 'total' THEN parent.label END AS parent, s.value, s.rank, s.rank_of, s.is_tied, s.status, s.note, s.index_id, s.edition,
       s.country_code, c.name AS country, w.max AS best_value, w.min AS world_min, w.median AS world_median, w.max AS world_max,
       r.median AS region_median, r.scored_count AS region_scored_count, rr.rank AS region_rank,
       rr.rank_of AS region_rank_of, rr.is_tied AS region_is_tied
FROM measure m
JOIN edition e ON e.index_id = m.index_id AND e.framework = m.framework AND e.edition = $edition
JOIN score s
  ON s.index_id = m.index_id AND s.edition = e.edition AND s.measure_id = m.measure_id
  AND s.country_code = $country
JOIN country c ON c.country_code = s.country_code
LEFT JOIN measure parent
  ON parent.index_id = m.index_id AND parent.framework = m.framework AND parent.measure_id = m.parent_id
LEFT JOIN world_summary w
  ON w.index_id = m.index_id AND w.edition = e.edition AND w.measure_id = m.measure_id
LEFT JOIN region_summary r
  ON r.index_id = m.index_id AND r.edition = e.edition AND r.measure_id = m.measure_id
  AND r.scheme = $scheme AND r.region = $region
LEFT JOIN region_rank rr
  ON rr.index_id = m.index_id AND rr.edition = e.edition AND rr.measure_id = m.measure_id
  AND rr.scheme = $scheme AND rr.region = $region AND rr.country_code = s.country_code
WHERE m.index_id = $index AND list_contains($levels, m.level)
ORDER BY CASE WHEN m.parent_id = 'total' THEN m.sort_order ELSE parent.sort_order END, m.parent_id = 'total' DESC, m.sort_order
