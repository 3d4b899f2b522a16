"""The data API over HTTP."""
