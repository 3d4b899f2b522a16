"""What became of each file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["new", "changed", "unchanged", "skipped", "failed"]
KINDS: Sequence[Kind] = ("new", "changed", "unchanged", "skipped", "failed")
#: Exit codes when some files, or all that were asked for, could not be fetched.
SOME_FAILED, ALL_FAILED = 6, 7


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    Attributes
    ----------
    name : str
        ``source/file``.
    kind : str
        ``new``, ``changed``, ``unchanged``, ``skipped`` or ``failed``.
    detail : str
        Why, or how much.
    """

    name: str
    kind: Kind
    detail: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.name}: {self.kind} ({self.detail})"


@dataclass(frozen=True)
class Summary:
    """What became of all files."""

    outcomes: tuple[Outcome, ...]

    def of(self, kind: Kind) -> tuple[Outcome, ...]:
        """Files of one kind."""
        return tuple(outcome for outcome in self.outcomes if outcome.kind == kind)

    @property
    def exit_code(self) -> int:
        """0 when nothing failed, 6 when some files failed, 7 when all failed that have an address."""
        failed = len(self.of("failed"))
        if not failed:
            return 0
        return ALL_FAILED if failed + len(self.of("skipped")) == len(self.outcomes) else SOME_FAILED

    def lines(self) -> Iterator[str]:
        """The summary for people: how many of each kind, and each file that is not as it was."""
        yield ", ".join(f"{len(self.of(kind))} {kind}" for kind in KINDS)
        for kind in ("new", "changed", "failed"):
            yield from (f"  {outcome}" for outcome in self.of(kind))
        if self.of("skipped"):
            yield f"  skipped, for only a copy was seen and no address is known: {_names(self.of('skipped'))}"


def plain(text: str) -> str:
    """Text of a server as it may be shown at a terminal: on one line, not long, without control characters."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(shown[:500].split())


def _names(outcomes: Sequence[Outcome]) -> str:
    return ", ".join(outcome.name for outcome in outcomes)
