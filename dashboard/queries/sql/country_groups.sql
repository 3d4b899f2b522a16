-- Maturity group of every country in each edition of the GovTech Maturity Index, the newest first.
SELECT country_code, edition, maturity_group
FROM gtmi_group
ORDER BY country_code, edition DESC
