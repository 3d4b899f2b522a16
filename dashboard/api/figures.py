"""The files of a figure on show: ``/figures/<release>/<fingerprint>/<file name>``, its extension says the format."""

import asyncio
import logging

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.export.formats import Format, formats_of
from dashboard.export.handout import Offer, offered
from dashboard.export.workshop import WORKSHOP, BusyError

_SAFE = {"x-content-type-options": "nosniff"}
# A picture opened by itself is a document of our origin: nothing in it may run or load.
_STATIC = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox"}
_GONE = "This file is no longer kept here. Open the page again and download it from there.\n"
_BUSY = "Many files are being made right now. Try again in a few seconds.\n"
_FAILED = "This file could not be made. The error has been logged; the other formats may still work.\n"

_log = logging.getLogger(__name__)


def _found(request: Request) -> tuple[Offer, Format, str] | None:
    """What the address names: the offer, the format and the file's name; none where there is no such file."""
    asked: str = request.path_params["file_name"]
    extension = asked.rpartition(".")[2]
    offer = offered(request.path_params["release"], request.path_params["fingerprint"])
    if offer is None or asked != offer.file_name(extension):
        return None
    found = formats_of(offer).get(extension)
    return None if found is None else (offer, found, asked)


async def _send(request: Request) -> Response:
    """Answer GET and HEAD with the rows that are drawn on the page, or with the picture of it."""
    found = _found(request)
    if found is None:
        return PlainTextResponse(_GONE, 404, _SAFE)
    offer, form, name = found
    try:
        # Others may wait for the same file: it is made to the end though one of them left.
        body = await asyncio.shield(asyncio.wrap_future(WORKSHOP.order(request.url.path, lambda: form.make(offer))))
    except BusyError:
        return PlainTextResponse(_BUSY, 503, _SAFE | {"retry-after": "5"})
    except Exception:
        _log.exception("The file %s could not be made", name)
        return PlainTextResponse(_FAILED, 500, _SAFE)
    # The address is made of the content, so whoever has the file need not ask again.
    told = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "public, max-age=86400"}
    return Response(body, media_type=form.media_type, headers=_SAFE | _STATIC | told)


FIGURES = Route("/figures/{release}/{fingerprint}/{file_name}", _send, methods=["GET"], name="figure-file")
