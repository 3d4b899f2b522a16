-- What other lists say or do not say about one country: one row of counts, for the gaps in our knowledge.
SELECT
  (SELECT count(*)::INTEGER FROM national_strategy WHERE country_code = $country) AS strategy_count,
  (SELECT count(DISTINCT country_code)::INTEGER FROM national_strategy) AS strategy_country_count,
  (SELECT count(*)::INTEGER FROM unclassified_initiative WHERE country_code = $country) AS unclassified_count,
  (SELECT count(*)::INTEGER FROM register_size WHERE country_code = $country) AS register_count,
  (SELECT count(DISTINCT country_code)::INTEGER FROM register_size) AS register_country_count,
  (SELECT count(*)::INTEGER FROM initiative_prior WHERE country_code = $country) AS prior_count,
  (SELECT list(name ORDER BY name) FROM readiness_index WHERE NOT has_figures) AS unheld_indexes,
  (SELECT count(DISTINCT country_code)::INTEGER FROM study WHERE country_code IS NOT NULL) AS study_country_count
