-- How many initiatives of each kind are held for every country, the most frequent kind first.
SELECT s.country_code, s.kind, k.label, k.label_plural, sum(s.initiative_count)::INTEGER AS initiative_count,
       coalesce(sum(s.initiative_count) FILTER (s.status = 'active'), 0)::INTEGER AS active_count
FROM initiative_summary s
JOIN initiative_kind k USING (kind)
WHERE s.country_code IS NOT NULL
GROUP BY s.country_code, s.kind, k.label, k.label_plural
ORDER BY s.country_code, initiative_count DESC, k.label
