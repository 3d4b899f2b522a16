-- National AI strategies of every country as listed, and the strategies, laws and funding programmes on record, by year.
SELECT s.country_code, c.name AS country, s.year_listed AS year, s.name, 'National AI strategy, as listed' AS what,
       NULL AS what_plural, 'listed' AS basis, 'listed' AS status, s.entry_id AS record_id, s.source_id,
       NULL AS source_url
FROM national_strategy s
JOIN country c USING (country_code)
UNION ALL
SELECT i.country_code, c.name, i.start_year, i.name, k.label, k.label_plural, 'on record', i.status, i.initiative_id,
       i.source_id, i.source_url
FROM initiative i
JOIN country c USING (country_code)
JOIN initiative_kind k ON k.kind = i.kind
WHERE i.kind IN ('strategy', 'policy_or_law', 'funding_programme') AND NOT i.is_aggregate
ORDER BY country_code, year DESC NULLS LAST, what, name
