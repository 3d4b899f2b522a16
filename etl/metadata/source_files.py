"""Read what is known of each source from its source.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from etl.errors import CatalogueError
from etl.metadata.catalogue import Catalogue, Edition, Index, OfficialFile, Source
from etl.metadata.limits import SourceLimits

_TYPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "str": ((str,), "text"),
    "int": ((int,), "a whole number"),
    "float": ((int, float), "a number"),
    "bool": ((bool,), "true or false"),
    "date": ((date,), "a date"),
}


def _value_faults(cls: type, entry: Mapping[str, Any], where: str) -> Iterator[str]:
    declared = {field.name: field for field in fields(cls) if field.metadata.get("is_told", True)}
    for name in sorted(set(entry) - set(declared)):
        yield f"{where}: unknown key '{name}'"
    for name, field in declared.items():
        if name not in entry:
            if field.default is MISSING and field.default_factory is MISSING:
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
    for entry in document.get("editions", ()):
        if "file" in entry:
            named = {"id": entry.get("edition", ""), **entry["file"]}
            yield from _value_faults(OfficialFile, named, f"{where}, [editions.file] of {entry.get('edition')}")
    yield from _file_faults(document, where)
    yield from _value_faults(SourceLimits, document.get("rules", {}), f"{where}, [rules]")


def _file_faults(document: Mapping[str, Any], where: str) -> Iterator[str]:
    editions = [(entry.get("edition"), entry["file"]) for entry in document.get("editions", ()) if "file" in entry]
    files = [*editions, *((entry.get("id"), entry) for entry in document.get("files", ()))]
    names = [name for name, _ in files]
    for name in sorted({str(name) for name in names if names.count(name) > 1}):
        yield f"{where}: two official files have the id {name!r}"
    for name, file in files:
        path = file.get("path")
        if isinstance(path, str) and (path.startswith("/") or ".." in PurePosixPath(path).parts):
            yield f"{where}, file {name}: path {path!r} must stay inside the folder of the source"
        if path is not None and "url" in file:
            yield f"{where}, file {name}: a file has a url or a path, not both"
        like = file.get("layout", {}).get("like")
        if like is not None and like not in document.get("layouts", {}):
            yield f"{where}, file {name}: layout is like {like!r}, but there is no [layouts.{like}]"
        if file.get("never_stored") and file.get("format") != "csv":
            yield f"{where}, file {name}: only columns of a CSV file can be left out of what is stored"


def _official_file(entry: Mapping[str, Any], layouts: Mapping[str, Any], **more: Any) -> OfficialFile:
    own = dict(entry.get("layout", {}))
    layout = {**layouts.get(own.pop("like", ""), {}), **own}
    lists = {key: tuple(entry.get(key, ())) for key in ("hosts", "never_stored", "tables")}
    return OfficialFile(**{**entry, **lists, "layout": layout, **more})


def _edition(entry: Mapping[str, Any], layouts: Mapping[str, Any]) -> Edition:
    year = entry["edition"]
    file = _official_file(entry["file"], layouts, id=year, edition=year) if "file" in entry else None
    # The address of the file is written once; data_url is for a page that leads to it.
    data_url = entry.get("data_url", file.url if file else None)
    return Edition(**{**entry, "file": file, "data_url": data_url})


def _source(document: dict[str, Any], place: str) -> Source:
    makers: dict[type, Callable[..., Any]] = {Edition: _edition, OfficialFile: _official_file}
    layouts = document.get("layouts", {})
    parts = {
        part: tuple(makers[cls](entry, layouts) if cls in makers else cls(**entry) for entry in document.get(part, ()))
        for part, cls in Source.PARTS.items()
    }
    sentences = {key: tuple(document.get(key, ())) for key in ("checked", "oddities")}
    index = Index(**document["index"]) if "index" in document else None
    rules = SourceLimits(**document.get("rules", {}))
    return Source(**{**document, **parts, **sentences, "index": index, "rules": rules, "place": place})


def read_catalogue(*roots: Path) -> Catalogue:
    """Read every source.toml below some folders.

    Parameters
    ----------
    *roots : pathlib.Path
        ``data/figures`` and, if there, ``data/own``: each has one folder per source.

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
    for source_folder in sorted(path for root in roots for path in root.iterdir() if path.is_dir()):
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
        if source_folder.name in sources:
            found.append(
                f"{source_folder.parent.name}/{source_folder.name}: the bundle has a source of this id already"
            )
        faults += found
        if not found:
            sources[source_folder.name] = _source(document, source_folder.parent.name)
    if faults:
        raise CatalogueError("\n".join(["The metadata of the sources cannot be used:", *(f"- {f}" for f in faults)]))
    return dict(sorted(sources.items()))
