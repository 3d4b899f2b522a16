-- Every score of some countries in one edition, for all measures of its framework.
SELECT m.measure_id, m.label AS measure, m.level, m.unit, m.sort_order, m.min AS scale_min, m.max AS scale_max,
       m.direction, s.country_code, c.name AS country, s.index_id, s.edition, s.value, s.rank, s.rank_of,
       s.is_tied, s.status, s.note, st.is_drawn
FROM score s
JOIN measure m ON m.index_id = s.index_id AND m.framework = s.framework AND m.measure_id = s.measure_id
JOIN country c USING (country_code)
JOIN status st ON st.status = s.status
WHERE s.index_id = $index AND s.edition = $edition AND list_contains($countries, s.country_code)
ORDER BY m.sort_order, country
