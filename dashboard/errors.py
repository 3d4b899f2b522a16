"""Errors of the read side.

DashboardError
    NoRelease: nothing has been built yet
    UnknownSelection: a query was asked for something that the release does not hold
"""


class DashboardError(Exception):
    """An error whose message is a sentence that a reader may see."""


class NoRelease(DashboardError):
    """No release has been published yet."""


class UnknownSelection(DashboardError):
    """The release does not hold what was asked for."""
