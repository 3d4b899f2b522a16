-- What agencies report about themselves, one row for each agency and year.
SELECT r.country_code, c.name AS country, r.organisation, r.audited_year, r.source_id,
       max(r.value) FILTER (r.metric_id = 's508_conformance_score') AS conformance_score,
       max(r.value) FILTER (r.metric_id = 's508_implementation_score') AS implementation_score,
       max(r.value) FILTER (r.metric_id = 's508_conformance_bracket')::INTEGER AS conformance_bracket,
       max(r.value) FILTER (r.metric_id = 's508_maturity_bracket')::INTEGER AS maturity_bracket,
       max(r.value) FILTER (r.metric_id = 's508_top_public_pages_conform_pct') AS top_pages_conform_pct,
       max(r.value) FILTER (r.metric_id = 's508_all_public_pages_conform_pct') AS all_pages_conform_pct,
       max(r.value) FILTER (r.metric_id = 's508_public_pages_tested')::INTEGER AS pages_tested_count,
       max(r.value) FILTER (r.metric_id = 's508_public_pages_conforming')::INTEGER AS pages_conforming_count
FROM audit_result r
JOIN country c USING (country_code)
WHERE starts_with(r.metric_id, 's508_') AND r.level = 'organisation'
GROUP BY r.country_code, c.name, r.organisation, r.audited_year, r.source_id
ORDER BY r.audited_year DESC, conformance_score DESC NULLS LAST, conformance_bracket DESC NULLS LAST, r.organisation
