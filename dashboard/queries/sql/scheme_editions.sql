-- The editions for which the memberships of each region scheme hold; empty: always.
SELECT scheme, min(valid_from_edition) AS from_edition, max(valid_to_edition) AS to_edition
FROM region_member
GROUP BY scheme
