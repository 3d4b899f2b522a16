"""What is known of each source, read from its source.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from etl.errors import CatalogueError


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

    PARTS: ClassVar[Mapping[str, type]] = {
        "frameworks": Framework,
        "editions": Edition,
        "measures": Measure,
        "series_breaks": SeriesBreak,
    }


Catalogue = Mapping[str, Source]
Record = TypeVar("Record")

_TYPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "str": ((str,), "text"),
    "int": ((int,), "a whole number"),
    "float": ((int, float), "a number"),
    "bool": ((bool,), "true or false"),
    "date": ((date,), "a date"),
}


def _value_faults(cls: type, entry: Mapping[str, Any], where: str) -> Iterator[str]:
    declared = {field.name: field for field in fields(cls)}
    for name in sorted(set(entry) - set(declared)):
        yield f"{where}: unknown key '{name}'"
    for name, field in declared.items():
        if name not in entry:
            if field.default is MISSING:
                yield f"{where}: key '{name}' is missing"
            continue
        types, wanted = _TYPES.get(str(field.type).removesuffix(" | None"), ((object,), ""))
        value = entry[name]
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types and object not in types):
            yield f"{where}: key '{name}' must be {wanted}, not {value!r}"
        elif value == "":
            yield f"{where}: key '{name}' is empty; leave it out where it is unknown"


def _list_faults(document: Mapping[str, Any], where: str) -> Iterator[str]:
    for key in ("checked", "oddities"):
        if not all(isinstance(text, str) and text for text in document.get(key, ())):
            yield f"{where}: key '{key}' must be a list of sentences"
    for name, count in document.get("row_counts", {}).items():
        if not isinstance(count, int) or isinstance(count, bool):
            yield f"{where}, [row_counts]: key '{name}' must be a whole number, not {count!r}"


def _faults(document: Mapping[str, Any], path: Path) -> Iterator[str]:
    where = f"{path.parent.name}/{path.name}"
    yield from _value_faults(Source, document, where)
    yield from _list_faults(document, where)
    if document.get("id") not in (None, path.parent.name):
        yield f"{where}: key 'id' is {document['id']!r} but the folder is {path.parent.name!r}"
    if "index" in document:
        yield from _value_faults(Index, document["index"], f"{where}, [index]")
    elif document.get("editions"):
        yield f"{where}: editions without an [index]"
    for part, cls in Source.PARTS.items():
        for number, entry in enumerate(document.get(part, ()), start=1):
            yield from _value_faults(cls, entry, f"{where}, [[{part}]] number {number}")


def _source(document: dict[str, Any]) -> Source:
    parts = {part: tuple(cls(**entry) for entry in document.get(part, ())) for part, cls in Source.PARTS.items()}
    sentences = {key: tuple(document.get(key, ())) for key in ("checked", "oddities")}
    index = Index(**document["index"]) if "index" in document else None
    return Source(**{**document, **parts, **sentences, "index": index})


def read_catalogue(folder: Path) -> Catalogue:
    """Read every source.toml below a folder.

    Parameters
    ----------
    folder : pathlib.Path
        ``data/figures``, with one folder per source.

    Returns
    -------
    Catalogue
        Sources by id, in order of id.

    Raises
    ------
    CatalogueError
        Lists every file and key that cannot be used.
    """
    faults: list[str] = []
    sources: dict[str, Source] = {}
    for source_folder in sorted(path for path in folder.iterdir() if path.is_dir()):
        path = source_folder / "source.toml"
        try:
            document = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            faults.append(f"{source_folder.name}: source.toml is missing")
            continue
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(f"{source_folder.name}/source.toml: not readable as TOML: {error}")
            continue
        found = list(_faults(document, path))
        faults += found
        if not found:
            sources[source_folder.name] = _source(document)
    if faults:
        raise CatalogueError("\n".join(["The metadata of the sources cannot be used:", *(f"- {f}" for f in faults)]))
    return sources
