-- Earlier register editions that can be looked at, the newest first, and whose they are.
SELECT i.source_id, i.country_code, s.title, any_value(a.edition_year) AS edition_year, count(*)::INTEGER AS entry_count
FROM initiative_prior i
JOIN source s USING (source_id)
LEFT JOIN initiative_attribute a ON a.initiative_id = i.initiative_id AND a.source_id = i.source_id
GROUP BY i.source_id, i.country_code, s.title
ORDER BY i.country_code, edition_year DESC, s.title
