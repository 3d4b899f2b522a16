"""The files of a figure: ``/figures/<page>/<file name>?<every parameter of the view>``; its extension says the format.

The page is read again at the address of the view, so a file can be had after a restart and from any machine that
holds the release.
"""

import asyncio
import logging
from functools import partial
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.errors import DashboardError
from dashboard.export.formats import FORMATS, formats_of
from dashboard.export.handout import FRONT, Offer
from dashboard.export.workshop import WORKSHOP, BusyError
from dashboard.menu import ENTRIES, Entry
from dashboard.permalink import RELEASE, permalink
from dashboard.reading import read_page
from dashboard.release import Release, kept
from dashboard.settings import settings

_SAFE = {"x-content-type-options": "nosniff"}
# A picture opened by itself is a document of our origin: nothing in it may run or load.
_STATIC = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox"}
_GONE = "There is no such file, or its release is no longer kept. Open the page and download it from there.\n"
_BUSY = "Many files are being made right now. Try again in a few seconds.\n"
_FAILED = "This file could not be made. The error has been logged; the other formats may still work.\n"
#: A view has fewer parameters and a shorter query.
_MOST_PARAMETERS, _LONGEST_QUERY = 60, 4000

_BY_ADDRESS = {entry.address or FRONT: entry for entry in ENTRIES}
_log = logging.getLogger(__name__)


class _NoSuchFileError(Exception):
    """The view shows no figure of this name, or the figure is not handed out in this format."""


def _asked(query: str) -> dict[str, list[str]]:
    """The parameters of a view; none where nobody can have been given this address by a page."""
    if len(query) > _LONGEST_QUERY:
        return {}
    try:
        return parse_qs(query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return {}


def _offer(entry: Entry, release: Release, asked: dict[str, list[str]], base: str, name: str) -> Offer:
    """The figure whose file has this name, as its page shows it at the address of the view."""
    found = read_page(entry, release, {key: values for key, values in asked.items() if key != RELEASE})
    view = permalink(entry.address, found.parameters, release.id)
    for figure in found.figures:
        offer = Offer(figure.plain, release.id, base + view.removeprefix("./"), tuple(found.filters), view)
        if offer.file_name(name.rpartition(".")[2]) == name:
            return offer
    raise _NoSuchFileError


def _made(entry: Entry, release: Release, asked: dict[str, list[str]], base: str, name: str) -> bytes:
    offer = _offer(entry, release, asked, base, name)
    form = formats_of(offer).get(name.rpartition(".")[2])
    if form is None:
        raise _NoSuchFileError
    return form.make(offer)


async def _send(request: Request) -> Response:
    """Answer GET and HEAD with the rows that are drawn on the page, or with the picture of it."""
    entry, name = _BY_ADDRESS.get(request.path_params["page"]), request.path_params["file_name"]
    asked, form = _asked(request.url.query), FORMATS.get(name.rpartition(".")[2])
    release = kept(asked.get(RELEASE, [""])[0])
    if entry is None or form is None or release is None:
        return PlainTextResponse(_GONE, 404, _SAFE)
    # What the reader's browser calls us is nobody else's business: a file with links in it is kept per address.
    base = settings().public_url or str(request.base_url)
    make = partial(_made, entry, release, asked, base, name)
    try:
        # Others may wait for the same file: it is made to the end though one of them left.
        order = WORKSHOP.order(f"{base} {request.url.path}?{request.url.query}", make)
        body = await asyncio.shield(asyncio.wrap_future(order))
    except BusyError:
        return PlainTextResponse(_BUSY, 503, _SAFE | {"retry-after": "5"})
    except (_NoSuchFileError, DashboardError):
        return PlainTextResponse(_GONE, 404, _SAFE)
    except Exception:
        _log.exception("The file %s could not be made", name)
        return PlainTextResponse(_FAILED, 500, _SAFE)
    # A release never changes, so whoever has the file need not ask again.
    told = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "public, max-age=86400"}
    return Response(body, media_type=form.media_type, headers=_SAFE | _STATIC | told)


FIGURES = Route("/figures/{page}/{file_name}", _send, methods=["GET"], name="figure-file")
