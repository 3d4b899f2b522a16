"""What the data API says of itself: its index, its problems and its OpenAPI document."""

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.api import freshness
from dashboard.api.bodies import FORMATS
from dashboard.api.datasets import METADATA, ROOT, headers_only
from dashboard.api.openapi import openapi
from dashboard.api.operation import Operation
from dashboard.api.problems import KINDS, ProblemError
from dashboard.api.turns import in_thread
from dashboard.datasets import DATASETS
from dashboard.queries import holdings
from dashboard.release import Release, current


def _index(release: Release) -> dict[str, Any]:
    return {
        "title": "Public-Sector AI Atlas, data API",
        "release": release.id,
        "openapi": "openapi.json",
        "problems": "problems",
        "datasets": [
            {
                "name": dataset.name,
                "title": dataset.title,
                "description": dataset.description,
                "parameters": [found.name for found in dataset.parameters],
                "files": [f"{dataset.name}.{extension}" for extension in (*FORMATS, METADATA)],
            }
            for dataset in DATASETS.values()
        ],
    }


def _problems(_: Release) -> dict[str, Any]:
    return {kind: {"status": status, "meaning": meaning} for kind, (status, meaning) in KINDS.items()}


def _document(told: Callable[[Release], dict[str, Any]], media_type: str = "application/json") -> Operation:
    """An operation that answers with what is told of the newest release."""

    async def answer(request: Request) -> Response:
        if request.query_params:
            raise ProblemError("wrong-question", "This address has no parameters.")
        release = await in_thread(current)
        headers = {
            "etag": freshness.mark((request.url.path, release.id)),
            "last-modified": freshness.http_date(holdings.made(release).built_at),
            "cache-control": freshness.A_MINUTE,
        }
        if freshness.has_it(request, headers):
            return freshness.not_modified(headers)
        if request.method == "HEAD":
            return headers_only(headers, media_type)
        body = await in_thread(lambda: json.dumps(told(release), ensure_ascii=False))
        return Response(body, headers=headers, media_type=media_type)

    return Operation(answer)


async def _nothing(_: Request) -> Response:
    raise ProblemError("no-such-address", f"There is nothing at this address. {ROOT}/ lists every dataset.")


ABOUT_ROUTES = (
    Route(f"{ROOT}/", _document(_index), name="index"),
    Route(f"{ROOT}/problems", _document(_problems), name="problems"),
    Route(f"{ROOT}/openapi.json", _document(openapi), name="openapi"),
)
#: Everything else below the data API, so that errors there are problems too.
REST = Route(f"{ROOT}{{rest:path}}", Operation(_nothing), name="nothing", include_in_schema=False)
