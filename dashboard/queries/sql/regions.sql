-- Regions of a scheme.
SELECT region, any_value(region_label) AS region_label, count(DISTINCT country_code)::INTEGER AS member_count
FROM region_member
WHERE scheme = $scheme
GROUP BY region
ORDER BY region_label
