-- Listed entries that no rule could classify, by country.
SELECT country_code, count(*)::INTEGER AS entry_count
FROM unclassified_initiative
GROUP BY country_code
ORDER BY country_code
