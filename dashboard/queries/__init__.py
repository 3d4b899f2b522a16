"""Typed questions to a release: one SELECT per file in ``sql/``, answers as Arrow tables, cached per release."""
