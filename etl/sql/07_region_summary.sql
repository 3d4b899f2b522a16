WITH size AS (
  SELECT r.scheme, r.region, e.index_id, e.edition, count(*) AS member_count
  FROM region_member r
  JOIN edition e
    ON e.edition >= coalesce(r.valid_from_edition, e.edition)
    AND e.edition <= coalesce(r.valid_to_edition, e.edition)
  GROUP BY ALL
)
SELECT
  s.scheme,
  s.region,
  s.region_label,
  s.index_id,
  s.edition,
  s.framework,
  s.measure_id,
  any_value(z.member_count) AS member_count,
  count(*) AS scored_count,
  favg(s.value ORDER BY s.value) AS mean,
  median(s.value) AS median,
  quantile_cont(s.value, 0.25) AS q1,
  quantile_cont(s.value, 0.75) AS q3,
  min(s.value) AS min,
  max(s.value) AS max,
  max(s.value) - min(s.value) AS spread,
  first(s.country_code ORDER BY s.rank_computed, s.country_code) FILTER (s.rank_computed IS NOT NULL)
    AS best_country_code,
  first(s.country_code ORDER BY s.rank_computed DESC, s.country_code) FILTER (s.rank_computed IS NOT NULL)
    AS worst_country_code
FROM member_score s
JOIN size z USING (scheme, region, index_id, edition)
WHERE s.is_drawn
GROUP BY s.scheme, s.region, s.region_label, s.index_id, s.edition, s.framework, s.measure_id
ORDER BY s.scheme, s.region, s.index_id, s.edition, s.measure_id
