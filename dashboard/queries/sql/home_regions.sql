-- The region of each scheme that a country belongs to; of several, the first by code.
SELECT scheme, country_code, min(region) AS region
FROM region_member
GROUP BY scheme, country_code
