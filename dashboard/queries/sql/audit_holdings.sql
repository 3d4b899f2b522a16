-- What audits are held for one country beside host scores: figures by method, and sites listed to be audited.
SELECT
  (SELECT coalesce(sum(figure_count), 0)::INTEGER FROM audit_coverage WHERE country_code = $country) AS figure_count,
  (SELECT count(DISTINCT source_id)::INTEGER FROM audit_coverage WHERE country_code = $country) AS source_count,
  (SELECT max(audited_to) FROM audit_coverage WHERE country_code = $country) AS audited_to,
  (SELECT list(DISTINCT method ORDER BY method) FROM audit_coverage
   WHERE country_code = $country AND method <> 'sample') AS methods,
  (SELECT count(DISTINCT url)::INTEGER FROM audit_site WHERE country_code = $country) AS listed_site_count
