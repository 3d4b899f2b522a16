-- Scores of one measure over all editions that have it, with its scale in each.
SELECT s.country_code, c.name AS country, s.index_id, s.edition, s.edition::INTEGER AS edition_year, e.segment,
       s.measure_id, m.unit, m.max AS scale_max, s.value, s.rank, s.rank_of, s.is_tied, s.status, s.note
FROM score s
JOIN country c USING (country_code)
JOIN edition e USING (index_id, edition)
JOIN measure m ON m.index_id = s.index_id AND m.framework = s.framework AND m.measure_id = s.measure_id
JOIN status st ON st.status = s.status AND st.is_drawn
WHERE s.index_id = $index AND s.measure_id = $measure
ORDER BY country, s.edition
