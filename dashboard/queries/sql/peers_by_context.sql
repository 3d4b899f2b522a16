-- Countries with a total in an edition whose population or income is nearest in ratio to one country's, in the
-- last year for which that country has a figure.
WITH own AS (
  SELECT country_code, year, value
  FROM context
  WHERE country_code = $country AND measure_id = $context
  ORDER BY year DESC
  LIMIT 1
)
SELECT x.country_code, c.name AS country, x.value, own.value AS own_value, x.unit, x.year,
       c.wb_income_group AS income_group, s.rank, s.rank_of, s.is_tied
FROM context x
JOIN own ON own.year = x.year AND own.country_code <> x.country_code
JOIN country c ON c.country_code = x.country_code
JOIN score s ON s.country_code = x.country_code AND s.index_id = $index AND s.edition = $edition
JOIN measure m ON m.index_id = s.index_id AND m.framework = s.framework AND m.measure_id = s.measure_id
JOIN status st ON st.status = s.status AND st.is_drawn
WHERE x.measure_id = $context AND m.level = 'total' AND x.value > 0 AND own.value > 0
ORDER BY abs(ln(x.value / own.value)), country
LIMIT $most
