"""The layout of a use case inventory, as its block in source.toml declares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.errors import CatalogueError
from etl.schema import read_schema
from etl.sources import Reading
from etl.sources.layouts import read_layout

#: Where the words of a register go, beside the table of the initiatives.
WORDS = "initiative_attribute"

#: A name of ours that is no column: the country by its name.
COUNTRY_NAME = "country_name"

_TABLES = ("initiative", "initiative_prior")
_PARTS = ("id", "register", "years", "records")


@dataclass(frozen=True)
class Id:
    """How an identifier of ours is made.

    Attributes
    ----------
    prefix : str
        What every identifier begins with.
    column : str
        Column that follows the prefix, where the register has an identifier for each row.
    digits : int
        Zeros are put before it up to so many characters.
    key : tuple of str
        Columns that tell rows apart where it has none: a row that the bundle has keeps its identifier, another one gets
        one made of these columns.
    """

    prefix: str
    column: str = ""
    digits: int = 0
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class Years:
    """How a column of dates is read; only the year is kept.

    Attributes
    ----------
    formats : tuple of str
        Formats of dates, as ``strptime`` knows them.
    missing : tuple of str
        Cells that say there is no date.
    unclear : tuple of str
        Formats and cells whose year cannot be told for certain; they stay unknown.
    words : Mapping of str to str
        Cells in words, and the year that they say.
    serial_years : bool
        Whether a date of 1905 is the serial number of a bare year: ``7/14/1905`` is day 2022 of Excel.
    only_status : tuple of str
        Statuses for which the year holds; every one if empty.
    """

    formats: tuple[str, ...]
    missing: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    serial_years: bool = False
    only_status: tuple[str, ...] = ()


@dataclass(frozen=True)
class Register:
    """What ``register_size`` says of the register besides its counts."""

    country_code: str
    register: str
    basis: str
    source_url: str
    as_of: str = ""
    counts_organisations: bool = True


@dataclass(frozen=True)
class Records:
    """Where the records of a JSON file stand: keys of its object."""

    list: str
    count: str
    fetched_at: str


@dataclass(frozen=True, kw_only=True)
class Flat:
    """The keys of a layout that are no tables of their own.

    Attributes
    ----------
    table : str
        ``initiative``, or ``initiative_prior`` for an earlier edition.
    columns : Mapping of str to str
        Name of a column (key of an entry) as published to our name.
    status : Mapping of str to str
        Stage as published to status.
    constants : Mapping of str to str
        Our columns that have one value in the whole file.
    labels : Mapping
        Our column -> value as published -> our value; a value that is not listed is a fault.
    ignored : tuple of str
        Columns that are known and not read.
    placeholders : Mapping of str to str
        Columns that have one meaningless value in every row; any other value is a fault.
    encoding, delimiter : str
        Of a CSV file.
    organisations : str
        A reviewed table in data/reference with what is known of organisations: level and place.
    longest_name : int
        Longer names are cut; 0: never.
    nameless_rows : int
        How many rows may lack a name and are left out.
    """

    table: str
    columns: Mapping[str, str]
    status: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    placeholders: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    delimiter: str = ","
    organisations: str = ""
    longest_name: int = 0
    nameless_rows: int = 0


@dataclass(frozen=True, kw_only=True)
class Inventory(Flat):
    """What the parser has to know of an inventory.

    Attributes
    ----------
    id : Id
        How identifiers are made.
    register : Register
        The register as a whole.
    years : Mapping of str to Years
        Our columns ``start_year``, ``end_year``, ``registered_year``.
    records : Records or None
        Of a JSON file.
    """

    id: Id
    register: Register
    years: Mapping[str, Years]
    records: Records | None


def read_inventory_layout(reading: Reading) -> Inventory:
    """The layout of the block, checked.

    Parameters
    ----------
    reading : Reading
        The file to read.

    Returns
    -------
    Inventory
        What the parser has to know.

    Raises
    ------
    CatalogueError
        A key is unknown or missing, or names a column that we do not have.
    """
    entry, where = reading.file.layout, f"{reading.source}, file {reading.file.id}, layout"
    flat = read_layout(Flat, {name: value for name, value in entry.items() if name not in _PARTS}, where)
    layout = Inventory(
        **vars(flat),
        id=read_layout(Id, entry.get("id", {}), f"{where}.id"),
        register=read_layout(Register, entry.get("register", {}), f"{where}.register"),
        years={
            name: read_layout(Years, rule, f"{where}.years.{name}") for name, rule in entry.get("years", {}).items()
        },
        records=read_layout(Records, entry["records"], f"{where}.records") if "records" in entry else None,
    )
    _check_names(layout, where)
    return layout


def _check_names(layout: Inventory, where: str) -> None:
    if layout.table not in _TABLES:
        raise CatalogueError(f"{where}: table must be one of {', '.join(_TABLES)}, not {layout.table!r}")
    ours = {column.name for name in (layout.table, WORDS) for column in read_schema().tables[name].named("file")}
    named = {*layout.columns.values(), *layout.constants, *layout.labels, *layout.years, *layout.id.key}
    stray = sorted(named - ours - {COUNTRY_NAME})
    if stray:
        raise CatalogueError(f"{where}: no column of ours is called {', '.join(stray)}")
    unread = sorted({*layout.years, *layout.labels} - {*layout.columns.values(), *layout.constants})
    if unread:
        raise CatalogueError(f"{where}: no column of the file is read as {', '.join(unread)}")
