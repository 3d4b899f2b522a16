-- Host scores of territories that their audit counts as part of a country, newest first. Territories only: a state may
-- bear the name of a country.
SELECT c.country_code, a.country_code AS whole_country_code, w.name AS whole_country, a.audited_year, a.host_count, a.mean, a.source_id
FROM country c
JOIN audit_subnational a ON a.subnational = c.name
JOIN country w ON w.country_code = a.country_code
WHERE c.kind = 'territory' AND a.host_count > 0
ORDER BY c.country_code, a.audited_year DESC, a.host_count DESC
