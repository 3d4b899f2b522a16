-- The newest figure of each measure of context of one country, and the newest year of any country.
SELECT measure_id, max(year) AS year, arg_max(value, year) AS value, arg_max(unit, year) AS unit,
       arg_max(note, year) AS note, arg_max(source_id, year) AS source_id,
       (SELECT max(x.year) FROM context x WHERE x.measure_id = context.measure_id) AS newest_year
FROM context
WHERE country_code = $country
GROUP BY measure_id
ORDER BY measure_id
