-- A mean over changing membership moves when a country enters or leaves; `change` keeps to the countries scored
-- in both editions, `naive_change` shows what ignoring that would say.
WITH drawn AS (
  SELECT * FROM member_score WHERE is_drawn
), region_mean AS (
  SELECT
    scheme, region, region_label, index_id, measure_id, edition, segment,
    count(*) AS scored_count, favg(value ORDER BY value) AS mean
  FROM drawn
  GROUP BY ALL
), constant AS (
  SELECT
    a.scheme, a.region, a.index_id, a.measure_id, a.edition AS from_edition, b.edition AS to_edition,
    count(*) AS constant_count, favg(a.value ORDER BY a.value) AS mean_from, favg(b.value ORDER BY b.value) AS mean_to
  FROM drawn a
  JOIN drawn b USING (scheme, region, index_id, measure_id, segment, country_code)
  WHERE a.edition < b.edition
  GROUP BY ALL
), broken AS (
  SELECT a.index_id, a.edition AS from_edition, b.edition AS to_edition
  FROM edition a
  JOIN edition b ON b.index_id = a.index_id AND b.edition > a.edition
  JOIN edition_step s
    ON s.index_id = a.index_id AND s.from_edition >= a.edition AND s.to_edition <= b.edition
  GROUP BY ALL
  HAVING bool_or(s.kind <> 'none')
)
SELECT
  a.scheme,
  a.region,
  a.region_label,
  a.index_id,
  a.measure_id,
  a.edition AS from_edition,
  b.edition AS to_edition,
  CASE WHEN k.index_id IS NULL THEN 'none' ELSE 'soft' END AS break_kind,
  coalesce(c.constant_count, 0) AS constant_count,
  c.mean_from,
  c.mean_to,
  c.mean_to - c.mean_from AS change,
  a.scored_count AS from_count,
  b.scored_count AS to_count,
  b.mean - a.mean AS naive_change
FROM region_mean a
JOIN region_mean b
  ON b.scheme = a.scheme AND b.region = a.region AND b.index_id = a.index_id
  AND b.measure_id = a.measure_id AND b.segment = a.segment AND b.edition > a.edition
LEFT JOIN constant c
  ON c.scheme = a.scheme AND c.region = a.region AND c.index_id = a.index_id
  AND c.measure_id = a.measure_id AND c.from_edition = a.edition AND c.to_edition = b.edition
LEFT JOIN broken k
  ON k.index_id = a.index_id AND k.from_edition = a.edition AND k.to_edition = b.edition
ORDER BY a.scheme, a.region, a.index_id, a.measure_id, a.edition, b.edition
