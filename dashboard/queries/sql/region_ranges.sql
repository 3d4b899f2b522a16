-- What the scores of one measure in one edition look like in every region of a scheme, the highest mean first.
SELECT r.scheme, r.region, r.region_label, r.index_id, r.edition, r.measure_id, r.member_count, r.scored_count,
       r.mean, r.median, r.q1, r.q3, r.min, r.max, r.spread, r.best_country_code, best.name AS best_country,
       r.worst_country_code, worst.name AS worst_country
FROM region_summary r
LEFT JOIN country best ON best.country_code = r.best_country_code
LEFT JOIN country worst ON worst.country_code = r.worst_country_code
WHERE r.scheme = $scheme AND r.index_id = $index AND r.edition = $edition AND r.measure_id = $measure
ORDER BY r.mean DESC, r.region_label
