"""Errors of the read side.

DashboardError
    NoReleaseError: nothing has been built yet
"""


class DashboardError(Exception):
    """An error whose message is a sentence that a reader may see."""


class NoReleaseError(DashboardError):
    """No release has been published yet."""
