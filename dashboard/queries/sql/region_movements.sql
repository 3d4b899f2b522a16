-- How every region of a scheme moved between any two comparable editions with a measure.
SELECT scheme AS region_scheme, region, region_label, index_id, measure_id, from_edition, to_edition, break_kind,
       constant_count, mean_from, mean_to, change, from_count, to_count, naive_change
FROM region_movement
WHERE scheme = $scheme AND index_id = $index AND measure_id = $measure
ORDER BY from_edition, to_edition, change DESC NULLS LAST, region_label
