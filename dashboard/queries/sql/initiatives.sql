-- Every initiative of the latest editions, with what its register says of it and which other rows may be the same.
SELECT i.initiative_id, i.source_id, i.country_code, c.name AS country, i.subnational, i.city, i.latitude, i.longitude,
       i.name, i.kind, k.label AS kind_label, k.label_plural AS kind_plural, i.level, i.lead_organisation, i.sector,
       i.status, i.start_year, i.end_year, i.amount, i.amount_currency,
       coalesce(i.source_url, s.data_url, s.homepage_url) AS source_address, s.publisher, s.title AS source_title,
       i.title_lang, i.is_aggregate, a.edition_year, a.sub_organisation, a.stage_original, a.impact_original,
       a.technique_original, a.registered_year, d.possible_duplicate_of, d.duplicate_names
FROM initiative i
JOIN initiative_kind k USING (kind)
JOIN source s USING (source_id)
LEFT JOIN country c USING (country_code)
LEFT JOIN initiative_attribute a ON a.initiative_id = i.initiative_id AND a.source_id = i.source_id
LEFT JOIN (
  SELECT p.id, string_agg(p.other, '; ' ORDER BY p.other) AS possible_duplicate_of,
         string_agg(o.name || ' (' || p.relation || ')', '; ' ORDER BY p.other) AS duplicate_names
  FROM (
    SELECT initiative_id AS id, possible_duplicate_of AS other, relation FROM initiative_duplicate
    UNION
    SELECT possible_duplicate_of, initiative_id, relation FROM initiative_duplicate
  ) p
  JOIN initiative o ON o.initiative_id = p.other
  GROUP BY p.id
) d ON d.id = i.initiative_id
ORDER BY k.label, i.start_year DESC NULLS LAST, i.name
