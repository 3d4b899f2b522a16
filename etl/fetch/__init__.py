"""Fetch official files from their publishers and keep them as snapshots."""
