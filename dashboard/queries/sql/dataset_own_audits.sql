-- Outcomes of one's own audits, rule by rule and page by page, as the data interface gives them; null parameters leave
-- a filter open. There may be millions: they come as they are stored, in the order of the key, and are not sorted.
SELECT a.country_code, c.name AS country, a.organisation, a.host, a.page_url, a.engine, a.engine_version, a.rule_id,
       a.outcome, a.occurrence_count, a.success_criteria, a.audited_on::VARCHAR AS audited_on, a.source_id
FROM audit_outcome a
JOIN source s USING (source_id)
LEFT JOIN country c USING (country_code)
WHERE s.redistribution <> 'forbidden'
  AND ($country::VARCHAR[] IS NULL OR list_contains($country::VARCHAR[], a.country_code))
  AND ($outcome::VARCHAR[] IS NULL OR list_contains($outcome::VARCHAR[], a.outcome))
  AND ($source::VARCHAR[] IS NULL OR list_contains($source::VARCHAR[], a.source_id))
  AND ($q::VARCHAR IS NULL OR contains(lower(concat_ws(' ', a.host, a.organisation, a.page_url)), lower($q::VARCHAR)))
