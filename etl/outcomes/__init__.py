"""Results of audits of one's own, by the million: read in batches, loaded, and said where they are from."""
