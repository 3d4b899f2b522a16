"""The OpenAPI document, made of the datasets that the routes are made of."""

from functools import lru_cache

from dashboard.api.bodies import FORMATS
from dashboard.api.datasets import METADATA, ROOT
from dashboard.api.openapi_parts import Json, components
from dashboard.datasets import COMMON, DATASETS, Dataset
from dashboard.datasets.kept import LATEST, manifests
from dashboard.queries import holdings
from dashboard.release import Release
from dashboard.tables import MEDIA_TYPES


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
        "components": components(release, kept),
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
