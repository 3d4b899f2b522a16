-- Every initiative of every country in the latest edition of its register, AI use cases last; rows that sum up others
-- are marked.
SELECT i.initiative_id, i.country_code, c.name AS country, i.name, i.kind, k.label AS kind_label,
       k.label_plural AS kind_plural, i.status, i.subnational, i.city, i.latitude, i.longitude, i.level,
       i.lead_organisation, i.sector, i.start_year, i.end_year, i.amount, i.amount_currency, i.title_lang,
       i.is_aggregate, i.source_id, i.source_url, o.title AS source_title, d.possible_duplicate_of
FROM initiative i
JOIN country c USING (country_code)
JOIN initiative_kind k ON k.kind = i.kind
JOIN source o ON o.source_id = i.source_id
LEFT JOIN (
  SELECT initiative_id, string_agg(possible_duplicate_of, '; ' ORDER BY possible_duplicate_of) AS possible_duplicate_of
  FROM initiative_duplicate
  GROUP BY initiative_id
) d ON d.initiative_id = i.initiative_id
ORDER BY i.country_code, i.kind = 'ai_use_case', kind_plural, i.start_year DESC NULLS LAST, i.name
