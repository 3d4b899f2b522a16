-- Success criteria of WCAG 2 in one's own audits of a country, for each tool the most pages first: so the table is stored.
SELECT country_code, source_id, engine, criterion, label, level, failed_page_count, failed_host_count, occurrence_count
FROM audit_outcome_criterion
WHERE country_code = $country_code
