-- Rules that failed in one's own audits of a country, for each tool the most pages first: so the table is stored.
SELECT country_code, source_id, engine, rule_id, success_criteria, page_count, failed_page_count, occurrence_count
FROM audit_outcome_rule
WHERE country_code = $country_code AND failed_page_count > 0
