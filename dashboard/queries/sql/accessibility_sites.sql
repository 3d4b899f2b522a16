-- Government sites that are listed to be audited, national portals first.
SELECT a.country_code, c.name AS country, a.organisation, a.url, a.level, a.is_national_portal,
       a.lists_naming_it_count, a.source_id
FROM audit_site a
JOIN country c USING (country_code)
ORDER BY country, a.is_national_portal DESC, a.lists_naming_it_count DESC, a.organisation, a.url
