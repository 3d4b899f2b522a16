"""Everything the write side can fail with.

AtlasError
    CatalogueError          a source.toml or schema.toml cannot be used
    ContractError           figures that break the contract; carries every violation
    UnreadableError         an official file that is not what its block says; carries every violation
    FetchError              an official file that could not be fetched
        TransientFetchError     the same, but it may be there later
    FetchRunningError       another fetch holds the lock
    UnknownCountryError     a spelling nobody has reviewed
    AmbiguousCountryError   a spelling that stands for more than one country
    UsageError              a release or an option that does not exist
    BuildRunningError       another build holds the lock
    VerificationError       a staged release is not what was read
    PublishError            a release could not be written or switched to
    StoreError              the store of releases cannot be reached, or refuses
    UnfitReleaseError       what lies in the store of releases is not what was published
        MissingObjectError      an object is not there
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class AtlasError(Exception):
    """Anything that stops the write side; its text says what to do."""

    exit_code = 1


class CatalogueError(AtlasError):
    """A metadata file cannot be used."""


class UsageError(AtlasError):
    """Something was asked for that does not exist."""

    exit_code = 2


class BuildRunningError(AtlasError):
    """Another build is running."""

    exit_code = 3


class PublishError(AtlasError):
    """A release could not be written; the former one goes on serving."""

    exit_code = 4


class FetchError(AtlasError):
    """An official file could not be fetched; what is there already stays."""


class TransientFetchError(FetchError):
    """A failure that may pass: the connection broke, or the server is busy."""

    def __init__(self, text: str, retry_after_s: float | None = None):
        super().__init__(text)
        self.retry_after_s = retry_after_s


class FetchRunningError(AtlasError):
    """Another fetch is running."""

    exit_code = 3


class VerificationError(AtlasError):
    """A staged release is not what was read; the former one goes on serving."""


class StoreError(AtlasError):
    """The store of releases cannot be reached, or refuses; the release that is here goes on serving."""

    exit_code = 8


class UnfitReleaseError(AtlasError):
    """What lies in the store of releases is not a release for this machine; the one that is here goes on serving."""

    exit_code = 9


class MissingObjectError(UnfitReleaseError):
    """Something that should lie in the store of releases does not."""


class UnknownCountryError(AtlasError):
    """A spelling that is not in the reviewed table."""


class AmbiguousCountryError(AtlasError):
    """A spelling that the reviewed table gives to more than one country."""


_LONGEST_VALUE = 300


def _readable(char: str) -> str:
    return char if char.isprintable() and char != "\ufffd" else char.encode("unicode_escape").decode()


@dataclass(frozen=True)
class Violation:
    """One way in which figures break the contract.

    Attributes
    ----------
    source : str
        Folder of the source, or the file of a reference table.
    edition : str or None
        Edition, where the file has one.
    column : str
        ``table.column``, or the table or key concerned.
    problem : str
        What is wrong and how often.
    first_values : tuple of str
        The first five offending values.
    what_to_do : str
        How to mend it.
    """

    source: str
    edition: str | None
    column: str
    problem: str
    first_values: tuple[str, ...] = ()
    what_to_do: str = ""

    def __str__(self) -> str:
        """Write the violation as one readable paragraph, which does no harm to a terminal, a page or a table."""
        where = f"{self.source} {self.edition}" if self.edition else self.source
        shown = (
            value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}..." for value in self.first_values
        )
        values = f" First values: {', '.join(shown)}." if self.first_values else ""
        todo = f" {self.what_to_do}" if self.what_to_do else ""
        text = f"{where}, {self.column}: {self.problem}.{values}{todo}"
        # What is quoted may be damaged, and is the text of a stranger.
        return text if text.isascii() and text.isprintable() else "".join(map(_readable, text))


class ContractError(AtlasError):
    """Figures that break the contract."""

    def __init__(self, violations: Sequence[Violation]):
        self.violations = tuple(violations)
        count = len(self.violations)
        title = f"The contract is violated in {count} place{'' if count == 1 else 's'}; nothing was published."
        super().__init__("\n".join([title, *(f"- {violation}" for violation in self.violations)]))


class UnreadableError(AtlasError):
    """An official file that is not what its block in source.toml says; nothing of it is used."""

    def __init__(self, violations: Sequence[Violation]):
        self.violations = tuple(violations)
        super().__init__("\n".join(str(violation) for violation in self.violations))
