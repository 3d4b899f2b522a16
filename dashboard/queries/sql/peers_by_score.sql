-- Countries of a group whose total is nearest to one country's, the nearest first.
-- $among: 'region' (of the scheme; 'world' is every country), 'income' (World Bank income group) or 'score' (every country).
WITH total AS (
  SELECT s.country_code, s.value, s.rank, s.rank_of, s.is_tied, m.unit
  FROM score s
  JOIN measure m ON m.index_id = s.index_id AND m.framework = s.framework AND m.measure_id = s.measure_id
  JOIN status st ON st.status = s.status AND st.is_drawn
  WHERE s.index_id = $index AND s.edition = $edition AND m.level = 'total'
), own AS (
  SELECT c.country_code, total.value
  FROM country c
  LEFT JOIN total USING (country_code)
  WHERE c.country_code = $country
)
SELECT t.country_code, c.name AS country, t.value, own.value AS own_value, t.unit, $edition::INTEGER AS year,
       c.wb_income_group AS income_group, t.rank, t.rank_of, t.is_tied
FROM total t
JOIN country c USING (country_code)
CROSS JOIN own
WHERE t.country_code <> own.country_code
  AND CASE $among
    WHEN 'region' THEN $region = 'world' OR t.country_code IN (
      SELECT country_code FROM region_member WHERE scheme = $scheme AND region = $region)
    WHEN 'income' THEN t.country_code IN (
      SELECT other.country_code
      FROM region_member mine
      JOIN region_member other USING (scheme, region)
      WHERE mine.scheme = 'wb-income' AND mine.country_code = $country)
    ELSE own.value IS NOT NULL
  END
ORDER BY abs(t.value - own.value) NULLS LAST, t.rank NULLS LAST, country
LIMIT $most
