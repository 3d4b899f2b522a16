"""Where a classification and the reviewed tables of data/reference differ: a list for a reviewer, no verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from etl.errors import UnreadableError
from etl.metadata.catalogue import Catalogue
from etl.replacing.official import find_copy, parsed

_KEY = "country_code"
_REVIEWED = {"country": "countries.csv", "map_point": "map_points.csv", "region_member": "region_members.csv"}


def _shown(value: str | None) -> str:
    return "nothing" if value is None else f"'{value}'"


def _cells(table: str, found: pl.DataFrame, reviewed: pl.DataFrame) -> Iterator[str]:
    named = [name for name in found.columns if name != _KEY]
    pairs = reviewed.select(_KEY, *named).join(found, on=_KEY, how="left", suffix="_found")
    for row in pairs.sort(_KEY).iter_rows(named=True):
        for name in named:
            held, said = row[name], row[f"{name}_found"]
            if held != said:
                yield f"{table} {row[_KEY]}, {name}: the file says {_shown(said)}, reviewed is {_shown(held)}"


def _members(found: pl.DataFrame, reviewed: pl.DataFrame, held: pl.DataFrame) -> Iterator[str]:
    names = ["scheme", _KEY, "region"]
    schemes = found["scheme"].unique()
    said = set(found.join(held.select(_KEY), on=_KEY, how="semi").select(names).iter_rows())
    known = set(reviewed.filter(pl.col("scheme").is_in(schemes.to_list())).select(names).iter_rows())
    for scheme, code, region in sorted(said ^ known):
        only = "the file alone says so" if (scheme, code, region) in said else "only reviewed, not in the file"
        yield f"region_member {scheme} {code} in {region}: {only}"


def differences(found: Mapping[str, pl.DataFrame], reviewed: Mapping[str, pl.DataFrame]) -> list[str]:
    """List every difference between a classification and the reviewed tables.

    Parameters
    ----------
    found : Mapping of str to polars.DataFrame
        What :func:`etl.sources.classification.parse` returned.
    reviewed : Mapping of str to polars.DataFrame
        The reference tables as text.

    Returns
    -------
    list of str
        A sentence per difference. Countries and territories that are not held are passed over.
    """
    listed: list[str] = []
    for table in ("country", "map_point"):
        if table in found:
            listed += _cells(table, found[table], reviewed[table])
    if "region_member" in found:
        listed += _members(found["region_member"], reviewed["region_member"], reviewed["country"])
    return listed


def reviewed_tables(reference: Path) -> dict[str, pl.DataFrame]:
    """Read the reviewed tables that a classification can speak of, as text.

    Parameters
    ----------
    reference : pathlib.Path
        The folder ``data/reference``.
    """
    return {table: pl.read_csv(reference / name, infer_schema=False) for table, name in _REVIEWED.items()}


def classification_lines(data_dir: Path, catalogue: Catalogue) -> Iterator[str]:
    """Compare every classification that was fetched.

    Parameters
    ----------
    data_dir : pathlib.Path
        The data folder.
    catalogue : Catalogue
        The sources.

    Yields
    ------
    str
        A line per difference, a line per classification that agrees, and why one cannot be read.
    """
    for source in catalogue.values():
        if source.family != "classification":
            continue
        for copy in filter(None, (find_copy(data_dir, source, file) for file in source.official_files)):
            try:
                tables = parsed(copy, data_dir / "reference")
            except UnreadableError as error:
                yield str(error)
                continue
            listed = differences(tables, reviewed_tables(data_dir / "reference"))
            yield f"{source.id} {copy.file.id}: {len(listed) or 'no'} differences from the reviewed tables"
            yield from (f"- {line}" for line in listed)
