"""What a block in source.toml says of the results of one's own audits, beside what the results say themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from etl.sources import Reading
from etl.sources.layouts import read_layout


@dataclass(frozen=True)
class AuditLayout:
    """Keys that every kind of result has.

    Attributes
    ----------
    country : str or None
        Country of all pages; None where it is unknown or ``countries`` says it.
    countries : Mapping of str to str
        Host, or the end of hosts after a dot, to country: ``{"gov.pk" = "PAK"}``. The longest that fits decides.
    organisation : str or None
        Organisation of all pages.
    page_url : str or None
        Address of the page, where the result names none on the web.
    engine, engine_version : str or None
        The tool and its version, where the result does not name them.
    audited_on : str or None
        Day of the audit (YYYY-MM-DD), where the result has none.
    """

    country: str | None = None
    countries: Mapping[str, str] = field(default_factory=dict)
    organisation: str | None = None
    page_url: str | None = None
    engine: str | None = None
    engine_version: str | None = None
    audited_on: str | None = None

    def country_of(self, host: str) -> str | None:
        """Country of a host; None where the block does not say it."""
        labels = host.split(".")
        endings = (".".join(labels[place:]) for place in range(len(labels)))
        return next((self.countries[ending] for ending in endings if ending in self.countries), self.country)


Layout = TypeVar("Layout", bound=AuditLayout)


def layout_of(reading: Reading, cls: type[Layout]) -> Layout:
    """Layout of the block of a file.

    Raises
    ------
    CatalogueError
        Lists every key that is unknown, missing or of another type.
    """
    return read_layout(cls, reading.file.layout, f"{reading.source}/source.toml, layout of file {reading.file.id}")
