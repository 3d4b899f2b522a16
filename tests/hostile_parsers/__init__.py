"""Parsers that do what no parser should, for the tests of the child process."""
