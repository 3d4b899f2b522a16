"""Files for readers, made from the same frame that was drawn."""
