"""The write side: published figures in, a verified release out."""

#: Also in pyproject.toml.
__version__ = "0.1.0"
