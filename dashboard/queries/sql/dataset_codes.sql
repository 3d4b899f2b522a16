-- Every code that a filter of the data interface takes, with its label.
SELECT 'index' AS parameter, index_id AS code, name AS label FROM readiness_index
UNION ALL SELECT 'edition', edition, 'Edition ' || edition FROM (SELECT DISTINCT edition FROM edition)
UNION ALL SELECT 'measure', measure_id, min(label) FROM measure GROUP BY measure_id
UNION ALL SELECT 'country', country_code, name FROM country
UNION ALL SELECT 'scheme', scheme, label FROM region_scheme
UNION ALL SELECT 'region', region, min(region_label) FROM region_member GROUP BY region
UNION ALL SELECT 'method', method, method FROM (SELECT DISTINCT method FROM audit_metric)
UNION ALL SELECT 'metric', metric_id, label FROM audit_metric
UNION ALL SELECT 'level', level, level FROM (SELECT DISTINCT level FROM audit_result)
UNION ALL SELECT 'audit_year', audited_year, audited_year
          FROM (SELECT DISTINCT audited_year::VARCHAR AS audited_year FROM audit_result WHERE audited_year IS NOT NULL)
UNION ALL SELECT 'kind', kind, label FROM initiative_kind
UNION ALL SELECT 'status', status, status FROM (SELECT status FROM initiative UNION SELECT status FROM initiative_prior)
UNION ALL SELECT 'start_year', start_year, start_year
          FROM (SELECT start_year::VARCHAR AS start_year FROM initiative WHERE start_year IS NOT NULL
                UNION SELECT start_year::VARCHAR FROM initiative_prior WHERE start_year IS NOT NULL)
UNION ALL SELECT 'register', source_id, title
          FROM source WHERE source_id IN (SELECT source_id FROM initiative_prior)
UNION ALL SELECT 'study', study_id, authors FROM study
UNION ALL SELECT 'study_country', country_code, name
          FROM country WHERE country_code IN (SELECT country_code FROM study)
UNION ALL SELECT 'category', category_id, label FROM challenge_category
UNION ALL SELECT 'family', family, family FROM (SELECT DISTINCT family FROM source)
UNION ALL SELECT 'source', source_id, title FROM source
ORDER BY ALL
