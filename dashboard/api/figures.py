"""The CSV of a figure on show: ``/csv/<release>/<fingerprint>/<file name>``."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.export.csv import csv_bytes, file_name
from dashboard.export.handout import offered

_SAFE = {"x-content-type-options": "nosniff"}
_GONE = "This file is no longer kept here. Open the page again and download it from there.\n"


async def _send(request: Request) -> Response:
    """Answer GET and HEAD with the rows that are drawn on the page."""
    found = offered(request.path_params["release"], request.path_params["fingerprint"])
    if found is None or request.path_params["file_name"] != file_name(found.figure, found.release_id):
        return PlainTextResponse(_GONE, 404, _SAFE)
    body = await run_in_threadpool(csv_bytes, found.figure, found.release_id)
    name = file_name(found.figure, found.release_id)
    # The address is made of the content, so whoever has the file need not ask again.
    told = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "public, max-age=86400"}
    return Response(body, media_type="text/csv; charset=utf-8", headers=_SAFE | told)


FIGURES = Route("/csv/{release}/{fingerprint}/{file_name}", _send, methods=["GET"], name="figure-file")
