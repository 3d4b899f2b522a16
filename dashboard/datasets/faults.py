"""What is wrong with a question, parameter by parameter."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.errors import DashboardError

_LONGEST_TOLD = 80


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with one parameter.

    Attributes
    ----------
    parameter : str
        Its name.
    value : str
        What was asked, shortened.
    detail : str
        What is wrong, in a sentence.
    allowed : tuple of str
        What would be understood; empty where it is no list.
    is_absent : bool
        Whether the question is understood and there is nothing under it, such as a release that is no longer kept.
    """

    parameter: str
    value: str
    detail: str
    allowed: tuple[str, ...] = ()
    is_absent: bool = False


class QuestionError(DashboardError):
    """A question that cannot be answered as it was asked."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(fault.detail for fault in self.faults))

    @property
    def is_absent(self) -> bool:
        """Whether everything was understood and something asked for is not there."""
        return all(fault.is_absent for fault in self.faults)


def shortened(text: str) -> str:
    """A value as it may be told back to whoever sent it."""
    return text if len(text) <= _LONGEST_TOLD else text[:_LONGEST_TOLD] + "\u2026"
