SELECT
  *,
  CASE measure_id
    WHEN 'population' THEN 'people'
    WHEN 'gdp_current_usd' THEN 'current US dollars'
    WHEN 'gdp_per_capita_current_usd' THEN 'current US dollars per person'
    WHEN 'gdp_per_capita_ppp' THEN 'current international dollars per person'
  END AS unit
FROM input_context
ORDER BY country_code, measure_id, year
