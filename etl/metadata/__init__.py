"""What is said of sources: the blocks of every source.toml, read, checked, and written."""
