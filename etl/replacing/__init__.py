"""Official files in the place of bundled figures: which copy counts, what it replaces, where a figure is from."""
