-- Every entry of the earlier editions of registers, which are looked at one edition at a time and never added.
SELECT i.initiative_id, i.source_id, i.country_code, c.name AS country, i.subnational, i.city, i.latitude, i.longitude,
       i.name, i.kind, k.label AS kind_label, k.label_plural AS kind_plural, i.level, i.lead_organisation, i.sector,
       i.status, i.start_year, i.end_year, i.amount, i.amount_currency,
       coalesce(i.source_url, s.data_url, s.homepage_url) AS source_address, s.publisher, s.title AS source_title,
       NULL::VARCHAR AS title_lang, false AS is_aggregate, a.edition_year, a.sub_organisation, a.stage_original,
       a.impact_original, a.technique_original, a.registered_year, NULL::VARCHAR AS possible_duplicate_of,
       NULL::VARCHAR AS duplicate_names
FROM initiative_prior i
JOIN initiative_kind k USING (kind)
JOIN source s USING (source_id)
LEFT JOIN country c USING (country_code)
LEFT JOIN initiative_attribute a ON a.initiative_id = i.initiative_id AND a.source_id = i.source_id
ORDER BY k.label, i.start_year DESC NULLS LAST, i.name
