-- Scores in the order of their ranking, in the world and in each region, as the data interface gives them; null
-- parameters leave a filter open.
WITH placed AS (
  SELECT NULL::VARCHAR AS scheme, 'world' AS region, index_id, edition, measure_id, country_code,
         NULL::INTEGER AS region_rank, NULL::INTEGER AS region_rank_of, NULL::BOOLEAN AS region_is_tied
  FROM score
  UNION ALL
  SELECT scheme, region, index_id, edition, measure_id, country_code, rank, rank_of, is_tied
  FROM region_rank
)
SELECT s.index_id, s.edition, s.measure_id, m.label AS measure, m.unit, p.scheme AS region_scheme, p.region,
       s.country_code, c.name AS country, s.value, s.rank, s.rank_of, s.is_tied, s.rank_published, s.rank_computed,
       p.region_rank, p.region_rank_of, p.region_is_tied, s.status, s.note
FROM placed p
JOIN score s USING (index_id, edition, measure_id, country_code)
JOIN edition e USING (index_id, edition)
JOIN source o ON o.source_id = e.source_id
JOIN measure m ON m.index_id = s.index_id AND m.framework = s.framework AND m.measure_id = s.measure_id
JOIN country c USING (country_code)
WHERE 'forbidden' NOT IN (e.redistribution, o.redistribution)
  AND ($index::VARCHAR[] IS NULL OR list_contains($index::VARCHAR[], p.index_id))
  AND ($edition::VARCHAR[] IS NULL OR list_contains($edition::VARCHAR[], p.edition)
       OR (e.is_latest AND list_contains($edition::VARCHAR[], 'latest')))
  AND ($measure::VARCHAR[] IS NULL OR list_contains($measure::VARCHAR[], p.measure_id))
  AND ($country::VARCHAR[] IS NULL OR list_contains($country::VARCHAR[], p.country_code))
  AND ($region::VARCHAR[] IS NULL OR list_contains($region::VARCHAR[], p.region))
  AND ($scheme::VARCHAR[] IS NULL OR p.scheme IS NULL OR list_contains($scheme::VARCHAR[], p.scheme))
ORDER BY s.index_id, s.edition, s.measure_id, p.scheme NULLS FIRST, p.region, s.rank NULLS LAST, s.value DESC,
         s.country_code
