-- Every country and territory that the atlas knows, by name.
SELECT country_code, iso2, iso_numeric, name, kind, un_subregion, wb_region, wb_income_group
FROM country
ORDER BY name COLLATE NOCASE
