"""Pay for imports and the first connection before the first visitor comes."""

import importlib
import logging
import pkgutil
import threading

# Imported by the first cast of an Arrow table, in 0.1 s; here nobody waits for it.
import pyarrow.compute  # noqa: F401

import dashboard
from dashboard.errors import NoReleaseError
from dashboard.queries import scores
from dashboard.release import current

_log = logging.getLogger(__name__)
_done = threading.Event()


def imports_and_release() -> None:
    """Import every module of the read side, so that Altair authors its templates now, and open the release."""
    # Arrow asks for pandas with the first list it is given: 0.9 s that the first reader would wait.
    importlib.import_module("pandas")
    for module in pkgutil.walk_packages(dashboard.__path__, "dashboard."):
        # The router is the script of each session, not a module.
        if module.name != "dashboard.router":
            importlib.import_module(module.name)
    try:
        release = current()
        scores.prepare(release)
        _log.info("Serving release %s", release.id)
    except NoReleaseError as missing:
        _log.warning("%s", missing)
    _done.set()


def is_done() -> bool:
    """Whether the next reader pays for nothing that all readers share."""
    return _done.is_set()
