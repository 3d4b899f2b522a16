"""Datasets over HTTP: ``/api/v1/<dataset>.csv``, ``.json``, ``.parquet`` and ``.metadata.json``."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dashboard.api import freshness
from dashboard.api.bodies import FORMATS, Format
from dashboard.api.operation import Operation
from dashboard.api.turns import LONG_TURNS, TURNS, in_thread, piece_by_piece
from dashboard.api.whole import SHELF, SMALL, whole_or_part
from dashboard.datasets import DATASETS, Dataset, Question, metadata, read_question, row_count
from dashboard.datasets.kept import manifests
from dashboard.queries import holdings

#: Where every address of the data API begins.
ROOT = "/api/v1"
METADATA = "metadata.json"
_LONGEST_NAME = 120


def _name(question: Question, extension: str) -> str:
    """``rankings_gairi_2024_total_south-and-central-asia_filtered_<release>.csv``."""
    codes = [] if question.is_full else [code for _, values in question.asked for code in values]
    told = re.sub(r"[^a-z0-9_-]+", "-", "_".join((question.dataset.name, *codes)).lower())[:_LONGEST_NAME]
    extent = "full" if question.is_full else "filtered"
    return f"{told}_{extent}_{question.release.id}.{extension}"


def _address(request: Request, extension: str, question: Question, **changed: object) -> str:
    """The address of the same question, with the release named, beside the one that was asked."""
    left_out = {"release", *changed}
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] not in left_out]
    told = [(name, str(value)) for name, value in changed.items() if value is not None]
    return f"{question.dataset.name}.{extension}?{urlencode([*pairs, *told, ('release', question.release.id)])}"


def _links(request: Request, question: Question, extension: str, total: int | None) -> str:
    described = _address(request, METADATA, question, limit=None, offset=None)
    links = [f'<{described}>; rel="describedby"; type="application/json"']
    if total is not None and question.limit and (after := question.offset + question.limit) < total:
        links.append(f'<{_address(request, extension, question, offset=after)}>; rel="next"')
    return ", ".join(links)


def _freshness(request: Request, question: Question, extension: str) -> dict[str, str]:
    """How long the answer may be kept, and by which mark it is known again."""
    asked = (question.asked, question.is_full, question.limit, question.offset)
    depends_on = () if question.dataset.lasts else tuple(manifests())
    # The words of its own address stand in the links of an answer.
    parts = (extension, question.dataset.name, question.release.id, asked, depends_on, request.url.query)
    is_dated = question.dataset.lasts and request.query_params.get("release") == question.release.id
    return {
        "etag": freshness.mark(parts),
        "last-modified": freshness.http_date(holdings.made(question.release).built_at),
        "cache-control": freshness.A_DAY if is_dated else freshness.A_MINUTE,
    }


def _headers(request: Request, question: Question, extension: str, *, is_shown: bool) -> dict[str, str]:
    total = row_count(question) if question.limit else None
    told = {
        **_freshness(request, question, extension),
        "content-disposition": f'{"inline" if is_shown else "attachment"}; filename="{_name(question, extension)}"',
        "link": _links(request, question, extension, total),
    }
    return told if total is None else told | {"x-total-count": str(total)}


class _InPieces(StreamingResponse):
    """An answer that is made while it is sent; its turn ends when it is done or the client is gone."""

    def __init__(self, pieces: Iterator[bytes], turn: ExitStack, headers: dict[str, str], media_type: str) -> None:
        super().__init__(piece_by_piece(pieces), headers=headers, media_type=media_type)
        self._turn = turn

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._turn:
            await super().__call__(scope, receive, send)


def _begun(pieces: Iterator[bytes]) -> tuple[bytes, bool]:
    """The beginning of an answer, and whether that is all: an error shows here, before anything was sent."""
    begun = b""
    for piece in pieces:
        begun += piece
        if len(begun) > SMALL:
            return begun, False
    return begun, True


async def _written(request: Request, question: Question, form: Format, headers: dict[str, str]) -> Response:
    known = SHELF.take(headers["etag"])
    if known is not None:
        return whole_or_part(request, known, headers, form.media_type)
    with ExitStack() as stack:
        stack.enter_context(TURNS.turn())
        pieces = form.pieces(question)
        begun, is_all = await in_thread(lambda: _begun(pieces))
        if is_all:
            SHELF.keep(headers["etag"], begun)
            return whole_or_part(request, begun, headers, form.media_type)
        if request.method == "HEAD":
            return headers_only(headers, form.media_type)
        stack.enter_context(LONG_TURNS.turn())
        return _InPieces(chain([begun], pieces), stack.pop_all(), headers, form.media_type)


def headers_only(headers: dict[str, str], media_type: str) -> Response:
    """The answer to HEAD where it is not known how long the body of a GET would be."""
    response = Response(headers=headers, media_type=media_type)
    del response.headers["content-length"]
    return response


def _rows(dataset: Dataset, extension: str) -> Operation:
    form = FORMATS[extension]

    async def answer(request: Request) -> Response:
        question = await in_thread(lambda: read_question(dataset, request.query_params.multi_items()))
        headers = await in_thread(lambda: _headers(request, question, extension, is_shown=form.is_shown))
        if freshness.has_it(request, headers):
            return freshness.not_modified(headers)
        return await _written(request, question, form, headers)

    return Operation(answer)


def _metadata(dataset: Dataset) -> Operation:
    async def answer(request: Request) -> Response:
        question = await in_thread(lambda: read_question(dataset, request.query_params.multi_items()))
        headers = _freshness(request, question, METADATA)
        if freshness.has_it(request, headers):
            return freshness.not_modified(headers)
        if request.method == "HEAD":
            return headers_only(headers, "application/json")
        with TURNS.turn():
            told = await in_thread(lambda: metadata(question))
        told["files"] = {extension: _address(request, extension, question) for extension in FORMATS}
        return Response(json.dumps(told, ensure_ascii=False), headers=headers, media_type="application/json")

    return Operation(answer)


def _routes(dataset: Dataset) -> list[Route]:
    rows = [(extension, _rows(dataset, extension)) for extension in FORMATS]
    return [
        Route(f"{ROOT}/{dataset.name}.{extension}", operation, name=f"{dataset.name}.{extension}")
        for extension, operation in [*rows, (METADATA, _metadata(dataset))]
    ]


DATASET_ROUTES = tuple(route for dataset in DATASETS.values() for route in _routes(dataset))
