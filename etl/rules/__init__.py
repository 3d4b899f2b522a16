"""What figures must keep: types, keys, units, limits, ranks, and what was frozen."""
