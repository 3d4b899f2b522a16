-- One's own audits of a country: what was tested with which tool, and when. No join and no order: it is asked for one
-- country among millions of rows, and the table is stored in order.
SELECT country_code, source_id, engine, engine_versions, host_count, page_count, failed_page_count, rule_count,
       audited_from, audited_to
FROM audit_outcome_country
WHERE country_code = $country_code
