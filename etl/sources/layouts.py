"""Layouts of official files as source.toml declares them: known keys only, each of its type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from etl.errors import CatalogueError

Layout = TypeVar("Layout")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _list_of(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list | tuple) and all(holds(item) for item in value)


def _table_of(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, Mapping) and all(holds(item) for item in value.values())


_IS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "str": (_is_text, "text"),
    "int": (_is_whole, "a whole number"),
    "float": (_is_number, "a number"),
    "bool": (lambda value: isinstance(value, bool), "true or false"),
    "tuple[str, ...]": (_list_of(_is_text), "a list of texts"),
    "tuple[int, ...]": (_list_of(_is_whole), "a list of whole numbers"),
    "Mapping[str, str]": (_table_of(_is_text), "a table of texts"),
    "Mapping[str, float]": (_table_of(_is_number), "a table of numbers"),
    "Mapping[str, Mapping[str, float]]": (_table_of(_table_of(_is_number)), "a table of tables of numbers"),
    "Mapping[str, Mapping[str, str]]": (_table_of(_table_of(_is_text)), "a table of tables of texts"),
}


def _faults(cls: type, entry: Mapping[str, Any], where: str) -> Iterator[str]:
    declared = {field.name: field for field in fields(cls)}
    for name in sorted(set(entry) - set(declared)):
        yield f"{where}: unknown key '{name}'; known are {', '.join(declared)}"
    for name, field in declared.items():
        if name not in entry:
            if field.default is MISSING and field.default_factory is MISSING:
                yield f"{where}: key '{name}' is missing"
            continue
        fits, wanted = _IS[str(field.type).removesuffix(" | None")]
        if not fits(entry[name]):
            yield f"{where}: key '{name}' must be {wanted}, not {entry[name]!r}"


def read_layout(cls: type[Layout], entry: Mapping[str, Any], where: str) -> Layout:
    """Read a table of a layout into a dataclass.

    Parameters
    ----------
    cls : type
        A frozen dataclass whose fields have types that a layout can hold (see ``_IS``).
    entry : Mapping
        The table as it stands in source.toml.
    where : str
        Source, file and table, for the message.

    Returns
    -------
    object
        An instance of ``cls``; lists have become tuples.

    Raises
    ------
    CatalogueError
        Lists every key that is unknown, missing or of another type.
    """
    faults = list(_faults(cls, entry, where))
    if faults:
        raise CatalogueError("\n".join(["The layout of an official file cannot be used:", *(f"- {f}" for f in faults)]))
    return cls(**{name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()})
