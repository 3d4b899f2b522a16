"""What the addresses of the OpenAPI document share: parameters with their codes, rows, problems."""

from collections.abc import Mapping
from typing import Any

from dashboard.api.problems import KINDS, MEDIA_TYPE
from dashboard.datasets import COMMON, DATASETS, Column, Parameter, columns
from dashboard.datasets.kept import LATEST
from dashboard.datasets.parameter import EXTENTS, KEPT, MOST_ROWS, MOST_VALUES
from dashboard.release import Release

Json = dict[str, Any]

_TYPES: Mapping[str, str] = {"text": "string", "number": "number", "integer": "integer", "boolean": "boolean"}


def components(release: Release, kept: tuple[str, ...]) -> Json:
    """Parameters, rows and problems that addresses share.

    Parameters
    ----------
    release : Release
        Whose codes and columns.
    kept : tuple of str
        Ids of the releases that can be asked for.
    """
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
