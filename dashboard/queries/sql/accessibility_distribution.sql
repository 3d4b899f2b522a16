-- Hosts per five-point bin of the score: of one country, and of all countries together.
SELECT d.bin_from, d.bin_to,
       coalesce(sum(d.host_count) FILTER (d.country_code = $country), 0)::INTEGER AS country_host_count,
       sum(d.host_count)::INTEGER AS all_host_count,
       list(DISTINCT d.source_id ORDER BY d.source_id) AS all_sources,
       list(DISTINCT d.source_id ORDER BY d.source_id) FILTER (d.country_code = $country) AS country_sources
FROM audit_distribution d
WHERE d.subnational IS NULL
GROUP BY d.bin_from, d.bin_to
ORDER BY d.bin_from
