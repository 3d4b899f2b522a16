"""Parsers of official files: one module per family of layouts, named by ``parser`` in source.toml.

Each module has one function ``parse(reading) -> Tables``. It knows names and forms, never where a thing stands: sheets,
header rows, columns and labels come from the ``layout`` of the file's block. It gathers every fault it sees and raises
them at once.

What ``parse`` returns
    One frame per release table (``"score"``, ``"audit_result"``), every cell text, an unknown one null. Its columns are
    those that a figures file of the table has (origin ``file`` in schema.toml).
    Tables with an edition in the name of their figures file (``scores_<edition>.csv``) do not have it among those
    columns. A file of one edition (``[editions.file]``) leaves it out: the block says it. A file that feeds several
    editions (``[[files]]``) adds a column ``edition``.
    Several files may feed one table of one edition; its rows are then those of all of them.
    A table that comes in bulk (``parsers:`` in schema.toml) is handed over as two frames, so that what is said of a
    page is not said with every row: its rows with a number ``page``, and its pages (:func:`pages_of`) with that number.
    Of audits, some bundled figures are printed in reports only. ``audit_rows.replaced`` says which bundled figures the
    files speak for, and gives a figure that the bundle has too its ``audit_id`` back.
    Reference tables (``"country"``, ``"region_member"``) are reviewed by hand. A parser of a classification returns the
    columns that its file knows of; they are only compared with data/reference, never put in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import polars as pl

from etl.errors import CatalogueError
from etl.metadata.catalogue import OfficialFile
from etl.reading.faults import Faults
from etl.rules.countries import CountryNames

#: Release table -> rows, every cell as text, with the columns that the figures files of that table have, and
#: ``edition`` where one file feeds several editions of a table whose figures files are named after the edition.
Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Reading:
    """One official file to read.

    Attributes
    ----------
    source : str
        Id of the source.
    file : OfficialFile
        Its block in source.toml.
    paths : tuple of pathlib.Path
        The file; several, where an interface hands out pages.
    reference : pathlib.Path
        The folder ``data/reference``.
    """

    source: str
    file: OfficialFile
    paths: tuple[Path, ...]
    reference: Path

    @cached_property
    def faults(self) -> Faults:
        """Where the parser notes what is wrong."""
        return Faults(self.source, self.file.edition, self.paths[0].name)

    @cached_property
    def countries(self) -> CountryNames:
        """The reviewed spellings of countries."""
        aliases = pl.read_csv(self.reference / "country_aliases.csv", infer_schema=False)
        return CountryNames(aliases.select("source", "name_as_published", "country_code").iter_rows())


Parser = Callable[[Reading], Tables]


def pages_of(table: str) -> str:
    """Name under which the parser of a table in bulk hands over the pages that its rows name by their number."""
    return f"{table}, pages"


def find_parser(name: str, package: str = __name__) -> Parser:
    """Parser of this name.

    Raises
    ------
    CatalogueError
        No module of the package has this name.
    """
    if not name.isidentifier() or find_spec(f"{package}.{name}") is None:
        raise CatalogueError(f"There is no parser {name!r}: 'parser' in source.toml names a module of {package}.")
    return cast(Parser, import_module(f"{package}.{name}").parse)
