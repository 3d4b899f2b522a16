-- How far the lists of many countries reach each country: counts, for the gaps in our knowledge.
SELECT c.country_code,
  (SELECT count(*)::INTEGER FROM national_strategy x WHERE x.country_code = c.country_code) AS strategy_count,
  (SELECT count(DISTINCT country_code)::INTEGER FROM national_strategy) AS strategy_country_count,
  (SELECT count(*)::INTEGER FROM unclassified_initiative x WHERE x.country_code = c.country_code)
    AS unclassified_count,
  (SELECT count(*)::INTEGER FROM register_size x WHERE x.country_code = c.country_code) AS register_count,
  (SELECT count(DISTINCT country_code)::INTEGER FROM register_size) AS register_country_count,
  (SELECT list(name ORDER BY name) FROM readiness_index WHERE NOT has_figures) AS unheld_indexes,
  (SELECT count(DISTINCT country_code)::INTEGER FROM study) AS study_country_count
FROM country c
ORDER BY c.country_code
