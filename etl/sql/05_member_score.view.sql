-- Every score once for each region its country belongs to in the year of the edition.
SELECT
  r.scheme,
  r.region,
  r.region_label,
  s.index_id,
  s.edition,
  e.segment,
  s.framework,
  s.measure_id,
  s.country_code,
  s.value,
  s.rank_computed,
  st.is_drawn
FROM region_member r
JOIN score s
  ON s.country_code = r.country_code
  AND s.edition >= coalesce(r.valid_from_edition, s.edition)
  AND s.edition <= coalesce(r.valid_to_edition, s.edition)
JOIN edition e ON e.index_id = s.index_id AND e.edition = s.edition
JOIN status st ON st.status = s.status
