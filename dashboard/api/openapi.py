"""The OpenAPI document, made of the datasets that the routes are made of."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dashboard.api.bodies import FORMATS
from dashboard.api.datasets import METADATA, ROOT
from dashboard.api.problems import KINDS, MEDIA_TYPE
from dashboard.datasets import COMMON, DATASETS, Column, Dataset, Parameter, columns
from dashboard.datasets.kept import LATEST, manifests
from dashboard.datasets.parameter import EXTENTS, KEPT, MOST_ROWS, MOST_VALUES
from dashboard.queries import holdings
from dashboard.release import Release
from dashboard.tables import MEDIA_TYPES

Json = dict[str, Any]

_TYPES: Mapping[str, str] = {"text": "string", "number": "number", "integer": "integer", "boolean": "boolean"}


def openapi(release: Release) -> Json:
    """The document for the newest release: which codes there are depends on it.

    Parameters
    ----------
    release : Release
        The newest one.
    """
    return _document(release, tuple(manifests()))


@lru_cache(maxsize=2)
def _document(release: Release, kept: tuple[str, ...]) -> Json:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Public-Sector AI Atlas",
            "version": "1",
            "summary": "How ready governments are for AI, how accessible their websites are, what they have started "
            "and what stands in the way.",
            "description": "Every row says where it is from, under which licence, and from which release of the "
            "atlas. Figures whose licence forbids passing them on are never among the rows; the metadata of an answer "
            "names them. Releases never change: name one and an answer stays the same.",
            "license": {"name": "That of each source, named in every row"},
        },
        "servers": [{"url": "/"}],
        "paths": _paths(release, kept),
        "components": _components(release, kept),
    }


def _paths(release: Release, kept: tuple[str, ...]) -> Json:
    paths: Json = {
        f"{ROOT}/": _plain("index", "Every dataset with its filters"),
        f"{ROOT}/problems": _plain("problems", "Every kind of problem and what it means"),
        f"{ROOT}/openapi.json": _plain("openapi", "This document"),
        f"{ROOT}/releases/{{release}}/tables/{{file_name}}": _table(release, kept),
    }
    for dataset in DATASETS.values():
        for extension in FORMATS:
            paths[f"{ROOT}/{dataset.name}.{extension}"] = _rows(dataset, extension)
        paths[f"{ROOT}/{dataset.name}.{METADATA}"] = _metadata(dataset)
    return paths


def _operations(operation: Json) -> Json:
    """GET as described, and HEAD of the same without a body."""
    bodiless = {
        status: {name: part for name, part in answer.items() if name != "content"}
        if "description" in answer
        else answer
        for status, answer in operation["responses"].items()
    }
    told = {name: part for name, part in operation.items() if name != "description"}
    head = told | {"operationId": f"{operation['operationId']}-head", "responses": bodiless}
    return {"get": operation, "head": head}


def _plain(name: str, summary: str) -> Json:
    content = {"application/json": {"schema": {"type": "object"}}}
    return _operations(
        {
            "operationId": name,
            "summary": summary,
            "tags": ["about"],
            "responses": {"200": {"description": summary, "content": content}, **_errors("304", "400", "429", "503")},
        }
    )


def _errors(*statuses: str) -> Json:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _question(dataset: Dataset) -> list[Json]:
    own = [{"$ref": f"#/components/parameters/{dataset.name}.{found.name}"} for found in dataset.parameters]
    return own + [{"$ref": f"#/components/parameters/{name}"} for name in COMMON]


def _schema(dataset: Dataset, extension: str) -> Json:
    if extension == "json":
        return {"type": "array", "items": {"$ref": f"#/components/schemas/{dataset.name}"}}
    return (
        {"type": "string"}
        if extension == "csv"
        else {"type": "string", "contentMediaType": "application/vnd.apache.parquet"}
    )


def _rows(dataset: Dataset, extension: str) -> Json:
    media_type = FORMATS[extension].media_type.split(";")[0]
    answer = {
        "description": f"{dataset.title} as {extension.upper() if extension != 'parquet' else 'Parquet'}",
        "headers": _answer_headers("Content-Disposition", "Link"),
        "content": {media_type: {"schema": _schema(dataset, extension)}},
    }
    return _operations(
        {
            "operationId": f"{dataset.name}-{extension}",
            "summary": answer["description"],
            "description": dataset.description,
            "tags": [dataset.name],
            "parameters": _question(dataset),
            "responses": {
                "200": answer,
                "206": {"description": "The part that Range asked for", "content": answer["content"]},
                **_errors("304", "400", "404", "416", "429", "503"),
            },
        }
    )


def _metadata(dataset: Dataset) -> Json:
    answer = {
        "description": f"What {dataset.name} holds: columns, sources, licences, what is held back",
        "headers": _answer_headers(),
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/metadata"}}},
    }
    return _operations(
        {
            "operationId": f"{dataset.name}-metadata",
            "summary": answer["description"],
            "tags": [dataset.name],
            "parameters": _question(dataset),
            "responses": {"200": answer, **_errors("304", "400", "404", "429", "503")},
        }
    )


def _table(release: Release, kept: tuple[str, ...]) -> Json:
    content = {kind.split(";")[0]: {"schema": {"type": "string"}} for kind in MEDIA_TYPES.values()}
    files = [f"{row['table_name']}.{kind}" for row in holdings.tables(release).to_pylist() for kind in MEDIA_TYPES]
    names = {"type": "string", "enum": sorted(files)}
    return _operations(
        {
            "operationId": "table-file",
            "summary": "A whole table of a release, as it was written with the release",
            "description": "The header Range asks for a part. Tables of an older release may be others.",
            "tags": ["tables"],
            "parameters": [
                {
                    "name": "release",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "string", "enum": [LATEST, *kept]},
                },
                {"name": "file_name", "in": "path", "required": True, "schema": names},
            ],
            "responses": {
                "200": {"description": "The file", "headers": _answer_headers("Accept-Ranges"), "content": content},
                "206": {"description": "The part that Range asked for", "content": content},
                "307": {"description": "latest leads to the newest release"},
                **_errors("304", "404", "416", "429", "503"),
            },
        }
    )


def _answer_headers(*more: str) -> Json:
    text: Json = {"schema": {"type": "string"}, "required": True}
    return dict.fromkeys(("ETag", "Last-Modified", "Cache-Control", *more), text)


def _components(release: Release, kept: tuple[str, ...]) -> Json:
    return {
        "parameters": {
            **{
                f"{dataset.name}.{found.name}": _parameter(found, release)
                for dataset in DATASETS.values()
                for found in dataset.parameters
            },
            **_common(kept),
        },
        "schemas": {
            **{name: _row(columns(dataset, release)) for name, dataset in DATASETS.items()},
            "metadata": _METADATA_SCHEMA,
            "problem": _PROBLEM_SCHEMA,
        },
        "responses": _responses(),
    }


def _parameter(found: Parameter, release: Release) -> Json:
    allowed = found.allowed(release)
    if allowed:
        # Addresses of pages write a filter that is open as an empty value.
        each: Json = {"type": "string", "enum": [*allowed, *([] if found.codes == KEPT else [""])]}
    else:
        each = {"type": "string", "maxLength": found.longest}
    many: Json = {"type": "array", "items": each, "maxItems": MOST_VALUES, "default": list(found.default)}
    told = {
        "name": found.name,
        "in": "query",
        "description": found.description,
        "schema": many if found.is_many else each,
    }
    return told | ({"style": "form", "explode": True} if found.is_many else {})


def _common(kept: tuple[str, ...]) -> Json:
    schemas: dict[str, Json] = {
        "release": {"type": "string", "enum": [LATEST, *kept], "default": LATEST},
        "extent": {"type": "string", "enum": list(EXTENTS), "default": EXTENTS[0]},
        "limit": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS},
        "offset": {"type": "integer", "minimum": 0, "maximum": 10**9, "default": 0},
    }
    return {
        name: {"name": name, "in": "query", "description": text, "schema": schemas[name]}
        for name, text in COMMON.items()
    }


def _row(found: tuple[Column, ...]) -> Json:
    properties = {each.name: {"type": [_TYPES[each.type], "null"], "description": each.description} for each in found}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _responses() -> Json:
    by_status: dict[int, list[str]] = {}
    for kind, (status, meaning) in KINDS.items():
        by_status.setdefault(status, []).append(f"{kind}: {meaning}")
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/problem"}}}
    problems: Json = {
        str(status): {"description": " ".join(told), "content": content} for status, told in by_status.items()
    }
    problems["429"] = {
        "description": "This address asks too often. Retry-After says when to come again.",
        "content": content,
    }
    return {"304": {"description": "The client has this answer already"}, **problems}


_PROBLEM_SCHEMA: Json = {
    "type": "object",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["parameter", "value", "detail"],
                "properties": {
                    "parameter": {"type": "string"},
                    "value": {"type": "string"},
                    "detail": {"type": "string"},
                    "allowed": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}

_METADATA_SCHEMA: Json = {
    "type": "object",
    "required": [
        "dataset", "title", "description", "release", "built_at", "extent", "filters", "row_count", "key", "columns",
        "sources", "withheld", "citation", "csv", "files",
    ],
    "properties": {
        "release": {"type": "string"},
        "extent": {"enum": list(EXTENTS)},
        "row_count": {"type": "integer", "minimum": 0},
        "filters": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "columns": {
            "type": "array",
            "items": {"type": "object", "required": ["name", "type", "description"]},
        },
        "sources": {"type": "array", "items": {"type": "object", "required": ["source"]}},
        "withheld": {"type": "array", "items": {"type": "object", "required": ["source_id", "title", "reason"]}},
    },
}  # fmt: skip
