-- Ways to draw regions, with how many regions and countries each has.
SELECT s.scheme, s.label, s.publisher, s.note, count(DISTINCT m.region)::INTEGER AS region_count,
       count(DISTINCT m.country_code)::INTEGER AS country_count
FROM region_scheme s
LEFT JOIN region_member m USING (scheme)
GROUP BY s.scheme, s.label, s.publisher, s.note
ORDER BY CASE s.scheme WHEN 'oxford' THEN 0 WHEN 'oxford-2019' THEN 9 ELSE 1 END, s.label
