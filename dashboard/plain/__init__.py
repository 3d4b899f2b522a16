"""Pages without scripts."""
