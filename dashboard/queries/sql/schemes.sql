-- Region schemes, the one rebuilt for the readiness index first.
SELECT scheme, label, publisher, note
FROM region_scheme
ORDER BY CASE scheme WHEN 'oxford' THEN 0 WHEN 'oxford-2019' THEN 9 ELSE 1 END, label
