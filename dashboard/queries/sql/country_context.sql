-- The newest figure of each measure of context of every country, and the newest year of any country.
SELECT country_code, measure_id, max(year) AS year, arg_max(value, year) AS value, arg_max(unit, year) AS unit,
       arg_max(note, year) AS note, arg_max(source_id, year) AS source_id,
       max(max(year)) OVER (PARTITION BY measure_id) AS newest_year
FROM context
GROUP BY country_code, measure_id
ORDER BY country_code, measure_id
