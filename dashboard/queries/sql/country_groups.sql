-- One country's maturity group in each edition of the GovTech Maturity Index, the newest first.
SELECT edition, maturity_group
FROM gtmi_group
WHERE country_code = $country
ORDER BY edition DESC
