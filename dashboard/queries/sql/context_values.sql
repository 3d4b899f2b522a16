-- One measure of context, such as population, for every country and year.
SELECT country_code, year, value, unit
FROM context
WHERE measure_id = $measure AND value > 0
ORDER BY year, country_code
