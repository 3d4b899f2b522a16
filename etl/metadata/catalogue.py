"""What is known of each source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from etl.metadata.limits import SourceLimits


@dataclass(frozen=True)
class OfficialFile:
    """A file as its publisher serves it, where it is and how it is laid out.

    Attributes
    ----------
    id : str
        Name of the file inside its source; the edition, where it holds one edition of an index.
    parser : str
        Module of :mod:`etl.sources` that reads it.
    format : str
        ``xlsx``, ``csv`` or ``json``.
    layout : Mapping
        What the parser has to know of the file: sheets, header rows, columns by name, labels of missing values.
    url : str or None
        Its https address; None where only a copy was seen.
    path : str or None
        For a file of one's own instead of ``url``: where it lies in the folder of the source; ``*`` stands for several.
    hosts : tuple of str
        Hosts it may be fetched from, redirects included; by default the host of the address.
    paging : str or None
        How an interface hands out its pages; None for one file.
    checked_sha256 : str or None
        The copy that was parsed and found equal to the bundled figures.
    checked_note : str or None
        How the bundled figures differ from what that copy says, and why.
    edition : str or None
        The edition it holds, if it holds one.
    tables : tuple of str
        Tables of the release that it feeds; empty where nobody has said it yet.
    never_stored : tuple of str
        Columns with personal data: a fetch leaves them out before a byte reaches the disk. CSV only.
    """

    id: str
    parser: str
    format: str
    layout: Mapping[str, Any] = field(default_factory=dict)
    url: str | None = None
    path: str | None = None
    hosts: tuple[str, ...] = ()
    paging: str | None = None
    checked_sha256: str | None = None
    checked_note: str | None = None
    edition: str | None = None
    tables: tuple[str, ...] = ()
    never_stored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """One published edition of an index."""

    edition: str
    framework: str
    countries_with_total: int
    redistribution: str
    values_rounded: bool
    data_url: str | None = None
    report_url: str | None = None
    licence: str | None = None
    licence_basis: str | None = None
    note: str | None = None
    compiled_on: date | None = None
    retrieved_on: date | None = None
    file: OfficialFile | None = None


@dataclass(frozen=True)
class Framework:
    """One construction of an index."""

    id: str
    label: str


@dataclass(frozen=True)
class Measure:
    """One thing a framework measures."""

    framework: str
    measure_id: str
    level: str
    label: str
    unit: str
    parent_id: str | None = None
    min: float | None = None
    max: float | None = None
    weight: float | None = None
    weight_basis: str | None = None
    direction: str | None = None
    series: str | None = None
    definition: str | None = None


@dataclass(frozen=True)
class SeriesBreak:
    """A break between two editions; ``*`` stands for every edition or measure."""

    from_edition: str
    to_edition: str
    measure_id: str
    kind: str
    reason: str
    basis: str | None = None


@dataclass(frozen=True)
class Index:
    """An index of government readiness."""

    index_id: str
    short_name: str
    name: str
    publisher: str
    decimals: int
    licence: str | None = None
    homepage_url: str | None = None
    data_url: str | None = None
    comparability_note: str | None = None
    redistribution: str | None = None


@dataclass(frozen=True)
class Source:
    """A source and everything its source.toml says of it."""

    id: str
    family: str
    title: str
    redistribution: str
    citation: str
    parsing: str
    publisher: str | None = None
    year: str | None = None
    homepage_url: str | None = None
    data_url: str | None = None
    licence: str | None = None
    licence_basis: str | None = None
    coverage: str | None = None
    method: str | None = None
    note: str | None = None
    compiled_on: date | None = None
    retrieved_on: date | None = None
    checked: tuple[str, ...] = ()
    oddities: tuple[str, ...] = ()
    row_counts: Mapping[str, int] | None = None
    index: Index | None = None
    frameworks: tuple[Framework, ...] = ()
    editions: tuple[Edition, ...] = ()
    measures: tuple[Measure, ...] = ()
    series_breaks: tuple[SeriesBreak, ...] = ()
    files: tuple[OfficialFile, ...] = ()
    #: Layouts that several files share: the layout of a file names one under ``like`` and adds its own keys.
    layouts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    rules: SourceLimits = field(default_factory=SourceLimits)
    #: The folder of data/ in which the source lies: ``figures`` for the bundle, ``own`` for what an operator adds.
    place: str = field(default="figures", metadata={"is_told": False})

    @property
    def official_files(self) -> tuple[OfficialFile, ...]:
        """The official files of the source: those of its editions, then the others."""
        return (*(edition.file for edition in self.editions if edition.file), *self.files)

    def is_fed(self, edition: str) -> bool:
        """Whether an official file holds this edition, so that its figures may come from there alone."""
        return any(file.edition in (edition, None) for file in self.official_files)

    PARTS: ClassVar[Mapping[str, type]] = {
        "frameworks": Framework,
        "editions": Edition,
        "measures": Measure,
        "series_breaks": SeriesBreak,
        "files": OfficialFile,
    }


Catalogue = Mapping[str, Source]
