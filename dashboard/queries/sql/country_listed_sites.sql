-- Sites of one country that public lists name, ready to be audited: one row.
SELECT count(DISTINCT url)::INTEGER AS site_count, count(DISTINCT source_id)::INTEGER AS source_count
FROM audit_site
WHERE country_code = $country
