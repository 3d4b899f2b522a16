-- The year in which an initiative began, by every source that tells it; rows of other sources count where they were
-- reviewed as the same thing without reservation ("same strategy", not "same campus, two projects").
WITH same AS (
  SELECT $initiative AS initiative_id
  UNION
  SELECT CASE WHEN d.initiative_id = $initiative THEN d.possible_duplicate_of ELSE d.initiative_id END
  FROM initiative_duplicate d
  WHERE $initiative IN (d.initiative_id, d.possible_duplicate_of) AND regexp_full_match(d.relation, 'same [a-z]+')
)
SELECT i.start_year, i.source_id, s.publisher
FROM initiative i
JOIN same USING (initiative_id)
JOIN source s USING (source_id)
WHERE i.start_year IS NOT NULL
ORDER BY i.source_id
