-- Hosts of each country per five-point bin of the score.
SELECT country_code, source_id, metric_id, bin_from, bin_to, host_count
FROM audit_distribution
WHERE subnational IS NULL
ORDER BY country_code, bin_from
