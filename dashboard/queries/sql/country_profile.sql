-- Every country: names of the groups that publishers put it in.
SELECT country_code, name AS country, iso_numeric, kind, un_subregion, wb_region, wb_income_group
FROM country
ORDER BY country_code
