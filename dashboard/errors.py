"""Errors of the read side.

DashboardError
    NoReleaseError: nothing has been built yet
    SettingError: an environment variable holds what cannot be used
"""


class DashboardError(Exception):
    """An error whose message is a sentence that a reader may see."""


class NoReleaseError(DashboardError):
    """No release has been published yet."""


class SettingError(DashboardError):
    """An environment variable holds what cannot be used."""
