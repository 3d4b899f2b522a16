"""The block of results of axe-core."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.sources.audit_layout import AuditLayout
from etl.sources.outcomes import CANNOT_TELL, FAILED, INAPPLICABLE, PASSED

ENGINE = "axe-core"
#: Lists of a run and the outcome of the rules in them.
LISTS = {"violations": FAILED, "passes": PASSED, "incomplete": CANNOT_TELL, "inapplicable": INAPPLICABLE}


@dataclass(frozen=True)
class AxeLayout(AuditLayout):
    """Keys of results of axe-core.

    Attributes
    ----------
    shape : str
        Which of the shapes of :mod:`etl.sources.axe_results`.
    outcome : str
        Outcome of the rules in a bare list (``results``, ``gsa``).
    columns : Mapping of str to str
        Name of a column as published to ours, for ``site-scan``: ``page``, ``groups``, ``scanned_on``; if there
        are such, ``status``, ``organisation`` and ``site``, the host of a scan that names no page.
    completed : str
        What the status of a scan is that came to its end.
    """

    shape: str = "runs"
    outcome: str = FAILED
    columns: Mapping[str, str] = field(default_factory=dict)
    completed: str = "completed"
