-- Spellings of countries that differ from the name used here, or that hold the words searched for, with how many lists
-- use each; spellings equal but for spaces at the ends are shown as one.
SELECT trim(a.name_as_published) AS spelling, a.country_code, c.name AS country,
       count(DISTINCT a.source)::INTEGER AS list_count
FROM country_alias a
JOIN country c USING (country_code)
WHERE ($words = '' OR contains(strip_accents(lower(a.name_as_published || ' ' || c.name)), strip_accents(lower($words))))
GROUP BY spelling, a.country_code, country
HAVING $words <> '' OR spelling <> country
ORDER BY country COLLATE NOCASE, spelling
