-- Every score of an edition, measure by measure in the order of the framework, each in the order of its ranking.
SELECT s.country_code, c.name AS country, c.iso_numeric, s.value, s.rank, s.rank_of, s.is_tied,
       s.rank_published, s.rank_computed, s.status, s.note, s.index_id, s.edition, s.measure_id, st.is_drawn,
       b.band_points, b.band_first_rank, b.band_last_rank, b.band_count
FROM score s
JOIN country c USING (country_code)
JOIN status st USING (status)
LEFT JOIN rank_band b USING (index_id, edition, measure_id, country_code)
WHERE s.index_id = $index AND s.edition = $edition
ORDER BY s.measure_id, s.rank NULLS LAST, s.value DESC, country
