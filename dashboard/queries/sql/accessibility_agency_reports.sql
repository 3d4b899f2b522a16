-- What the agencies of one country report about themselves in one year, one row for each agency.
SELECT r.country_code, c.name AS country, r.organisation, r.audited_year, r.source_id,
       max(r.value) FILTER (r.metric_id = 's508_conformance_score') AS conformance_score,
       max(r.value) FILTER (r.metric_id = 's508_implementation_score') AS implementation_score,
       max(r.value) FILTER (r.metric_id = 's508_conformance_bracket')::INTEGER AS conformance_bracket,
       max(r.value) FILTER (r.metric_id = 's508_maturity_bracket')::INTEGER AS maturity_bracket,
       max(r.value) FILTER (r.metric_id = 's508_top_public_pages_conform_pct') AS top_pages_conform_pct,
       max(r.value) FILTER (r.metric_id = 's508_all_public_pages_conform_pct') AS all_pages_conform_pct,
       max(r.value) FILTER (r.metric_id = 's508_public_pages_tested')::INTEGER AS pages_tested_count,
       max(r.value) FILTER (r.metric_id = 's508_public_pages_conforming')::INTEGER AS pages_conforming_count,
       $region = 'world' OR EXISTS (
         SELECT 1 FROM region_member g
         WHERE g.scheme = $scheme AND g.region = $region AND g.country_code = r.country_code
       ) AS is_member
FROM audit_result r
JOIN country c USING (country_code)
WHERE starts_with(r.metric_id, 's508_') AND r.level = 'organisation'
  AND r.audited_year = try_cast($year AS INTEGER)
GROUP BY r.country_code, c.name, r.organisation, r.audited_year, r.source_id
ORDER BY conformance_score DESC NULLS LAST, conformance_bracket DESC NULLS LAST, r.organisation
