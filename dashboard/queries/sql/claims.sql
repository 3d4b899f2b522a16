-- Numbers that published studies state, with the rule and the key that check each.
SELECT c.claim_id, c.claim, c.study_id, c.country_code, p.name AS country, c.family, c.edition, c.measure_or_kind,
       c.quantity, c.claimed_value, c.check_rule, c.check_key, c.note
FROM claim c
LEFT JOIN country p USING (country_code)
ORDER BY c.study_id, try_cast(regexp_extract(c.claim_id, '[0-9]+$') AS INTEGER), c.claim_id
