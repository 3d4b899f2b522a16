"""Errors of the read side.

DashboardError
    NoReleaseError: nothing has been built yet
    UnknownSelectionError: a query was asked for something that the release does not hold
"""


class DashboardError(Exception):
    """An error whose message is a sentence that a reader may see."""


class NoReleaseError(DashboardError):
    """No release has been published yet."""


class UnknownSelectionError(DashboardError):
    """The release does not hold what was asked for."""
