SELECT
  s.index_id,
  s.edition,
  s.framework,
  s.measure_id,
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
FROM score s
JOIN status st ON st.status = s.status AND st.is_drawn
GROUP BY s.index_id, s.edition, s.framework, s.measure_id
ORDER BY s.index_id, s.edition, s.measure_id
