-- One's own audits of a country: of each tool what was tested, the rules that failed and the success criteria behind
-- them, those with the most pages first. The table was made for this one question and is stored in this order.
SELECT source_id, engine, engine_versions, host_count, audited_page_count, audited_from, audited_to, kind, code, label,
       level, success_criteria, page_count, failed_page_count, failed_host_count, occurrence_count
FROM audit_outcome_finding
WHERE country_code = $country_code
