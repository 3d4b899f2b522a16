-- What the release holds, question by question: how many, of how many countries (the European Union is none), from
-- how many sources, of which years.
SELECT 1 AS sort_order, 'score' AS holding, count(*)::INTEGER AS item_count,
       count(DISTINCT nullif(country_code, 'EUU'))::INTEGER AS country_count, count(DISTINCT source_id)::INTEGER AS source_count,
       min(edition)::INTEGER AS first_year, max(edition)::INTEGER AS last_year
FROM score
UNION ALL
SELECT 2, 'edition', count(*)::INTEGER,
       (SELECT count(DISTINCT nullif(country_code, 'EUU'))::INTEGER FROM score), count(DISTINCT source_id)::INTEGER, min(edition)::INTEGER,
       max(edition)::INTEGER
FROM edition WHERE row_count > 0
UNION ALL
SELECT 3, 'audit_figure', count(*)::INTEGER, count(DISTINCT nullif(country_code, 'EUU'))::INTEGER,
       count(DISTINCT source_id)::INTEGER, min(audited_year), max(audited_year)
FROM audit_result
UNION ALL
SELECT 4, 'audited_host', count(DISTINCT url_or_host)::INTEGER, count(DISTINCT nullif(country_code, 'EUU'))::INTEGER,
       count(DISTINCT source_id)::INTEGER, min(audited_year), max(audited_year)
FROM audit_result WHERE metric_id = 'lh_site_score' AND level = 'site'
UNION ALL
SELECT 5, 'initiative', count(*)::INTEGER, count(DISTINCT nullif(country_code, 'EUU'))::INTEGER,
       count(DISTINCT source_id)::INTEGER, NULL, NULL
FROM initiative WHERE NOT is_aggregate
UNION ALL
SELECT 6, 'study', count(DISTINCT e.study_id)::INTEGER, count(DISTINCT nullif(s.country_code, 'EUU'))::INTEGER,
       count(DISTINCT e.reported_by_study_id)::INTEGER, min(s.year), max(s.year)
FROM challenge_evidence e JOIN study s USING (study_id)
UNION ALL
SELECT 7, 'challenge', count(DISTINCT e.challenge)::INTEGER, count(DISTINCT nullif(s.country_code, 'EUU'))::INTEGER,
       count(DISTINCT e.reported_by_study_id)::INTEGER, min(s.year), max(s.year)
FROM challenge_evidence e JOIN study s USING (study_id)
ORDER BY sort_order
