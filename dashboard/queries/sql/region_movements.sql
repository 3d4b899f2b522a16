-- How every region of a scheme moved between two comparable editions, the largest rise first.
SELECT scheme, region, region_label, index_id, measure_id, from_edition, to_edition, break_kind, constant_count,
       mean_from, mean_to, change, from_count, to_count, naive_change
FROM region_movement
WHERE scheme = $scheme AND index_id = $index AND measure_id = $measure
  AND from_edition = $from_edition AND to_edition = $to_edition
ORDER BY change DESC NULLS LAST, region_label
