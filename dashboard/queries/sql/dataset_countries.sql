-- Countries with their codes and groups, as the data interface gives them; null parameters leave a filter open.
SELECT c.country_code, c.iso2, c.iso_numeric, c.name AS country, c.kind, c.un_region, c.un_subregion, c.wb_region,
       c.wb_income_group, c.oxford_region
FROM country c
WHERE ($country::VARCHAR[] IS NULL OR list_contains($country::VARCHAR[], c.country_code))
  AND ($region::VARCHAR[] IS NULL OR c.country_code IN (
    SELECT r.country_code FROM region_member r
    WHERE list_contains($region::VARCHAR[], r.region)
      AND ($scheme::VARCHAR[] IS NULL OR list_contains($scheme::VARCHAR[], r.scheme))))
ORDER BY c.country_code
