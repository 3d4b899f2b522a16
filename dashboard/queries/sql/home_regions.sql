-- Regions of a scheme that a country belongs to.
SELECT DISTINCT region, region_label
FROM region_member
WHERE scheme = $scheme AND country_code = $country
ORDER BY region
