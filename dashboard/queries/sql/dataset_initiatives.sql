-- Initiatives of the latest editions and of earlier ones, as the data interface gives them; null parameters leave a
-- filter open.
WITH listed AS (
  SELECT 'latest' AS register, initiative_id, source_id, country_code, subnational, city, latitude, longitude, name,
         title_lang, kind, level, lead_organisation, sector, status, start_year, end_year, amount, amount_currency,
         is_aggregate, source_url
  FROM initiative
  UNION ALL
  SELECT source_id, initiative_id, source_id, country_code, subnational, city, latitude, longitude, name,
         NULL, kind, level, lead_organisation, sector, status, start_year, end_year, amount, amount_currency,
         false, source_url
  FROM initiative_prior
), doubtful AS (
  SELECT p.id AS initiative_id, string_agg(p.other, '; ' ORDER BY p.other) AS possible_duplicate_of
  FROM (
    SELECT initiative_id AS id, possible_duplicate_of AS other FROM initiative_duplicate
    UNION
    SELECT possible_duplicate_of, initiative_id FROM initiative_duplicate
  ) p
  GROUP BY p.id
)
SELECT i.register, i.initiative_id, i.country_code, c.name AS country, i.subnational, i.city, i.latitude, i.longitude,
       i.name, i.title_lang, i.kind, k.label AS kind_label, i.level, i.lead_organisation, a.sub_organisation,
       i.sector, i.status, i.start_year, i.end_year, i.amount, i.amount_currency, i.is_aggregate,
       CASE WHEN i.register = 'latest' THEN d.possible_duplicate_of END AS possible_duplicate_of, a.edition_year,
       a.stage_original, a.impact_original, a.technique_original, a.registered_year,
       coalesce(i.source_url, s.data_url, s.homepage_url) AS source_address, i.source_id
FROM listed i
JOIN initiative_kind k USING (kind)
JOIN source s USING (source_id)
LEFT JOIN country c USING (country_code)
LEFT JOIN initiative_attribute a ON a.initiative_id = i.initiative_id AND a.source_id = i.source_id
LEFT JOIN doubtful d ON d.initiative_id = i.initiative_id
WHERE s.redistribution <> 'forbidden'
  AND ($register::VARCHAR[] IS NULL OR list_contains($register::VARCHAR[], i.register))
  AND ($kind::VARCHAR[] IS NULL OR list_contains($kind::VARCHAR[], i.kind))
  AND ($status::VARCHAR[] IS NULL OR list_contains($status::VARCHAR[], i.status))
  AND ($source::VARCHAR[] IS NULL OR list_contains($source::VARCHAR[], i.source_id))
  AND ($organisation::VARCHAR[] IS NULL OR list_contains($organisation::VARCHAR[], i.lead_organisation))
  AND ($year::VARCHAR[] IS NULL OR list_contains($year::VARCHAR[], i.start_year::VARCHAR)
       OR (i.start_year IS NULL AND list_contains($year::VARCHAR[], 'undated')))
  AND ($country::VARCHAR[] IS NULL OR list_contains($country::VARCHAR[], i.country_code))
  AND ($region::VARCHAR[] IS NULL OR i.country_code IN (
    SELECT g.country_code FROM region_member g
    WHERE list_contains($region::VARCHAR[], g.region)
      AND ($scheme::VARCHAR[] IS NULL OR list_contains($scheme::VARCHAR[], g.scheme))))
  AND ($q::VARCHAR IS NULL
       OR contains(lower(concat_ws(' ', i.name, i.lead_organisation, a.sub_organisation)), lower($q::VARCHAR)))
ORDER BY i.register, i.initiative_id
