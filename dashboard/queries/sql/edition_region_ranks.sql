-- Ranks inside every region of a scheme, for every measure of an edition.
SELECT region, measure_id, country_code, rank AS region_rank, rank_of AS region_rank_of,
       is_tied AS region_is_tied
FROM region_rank
WHERE scheme = $scheme AND index_id = $index AND edition = $edition
