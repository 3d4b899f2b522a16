-- Figures of one metric about all of one country, with how many were examined.
SELECT r.value, m.unit, r.audited_year::VARCHAR AS as_of, r.sample_count AS of, r.source_id, s.publisher,
       r.tool AS note
FROM audit_result r
JOIN audit_metric m USING (metric_id)
JOIN source s USING (source_id)
JOIN status st USING (status)
WHERE r.country_code = $country AND r.metric_id = $metric AND r.level = 'country' AND r.value IS NOT NULL
  AND st.is_drawn
ORDER BY r.audited_year, r.value
