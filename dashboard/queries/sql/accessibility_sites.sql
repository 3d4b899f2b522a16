-- Government sites of one country that are listed to be audited.
SELECT a.country_code, c.name AS country, a.organisation, a.url, a.level, a.is_national_portal,
       a.lists_naming_it_count, a.source_id
FROM audit_site a
JOIN country c USING (country_code)
WHERE a.country_code = $country
ORDER BY a.is_national_portal DESC, a.lists_naming_it_count DESC, a.organisation, a.url
