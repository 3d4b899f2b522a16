"""The brief of a country as a PDF: ``/brief/<release>/<country>.pdf``."""

import asyncio
import logging
from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.brief import Part
from dashboard.export.brief_pdf import pdf
from dashboard.export.workshop import WORKSHOP, BusyError
from dashboard.figures.brief import brief
from dashboard.menu import entry
from dashboard.permalink import permalink
from dashboard.queries import geography
from dashboard.release import Release, kept
from dashboard.settings import settings

_SAFE = {"x-content-type-options": "nosniff"}
_GONE = "There is no such brief. The page of briefs has one for every country.\n"
_BUSY = "Many files are being made right now. Try again in a few seconds.\n"
_FAILED = "This file could not be made. The error has been logged.\n"

_log = logging.getLogger(__name__)


def _address(base: str, release_id: str, part: Part) -> str:
    """Where the number of a part stands; empty where it has none, or nobody knows where the atlas is."""
    if part.way is None or not base:
        return ""
    parameters = {name: (value,) for name, value in part.way.parameters}
    return base + permalink(entry(part.way.page).address, parameters, release_id)


def made(release: Release, code: str, base: str) -> bytes:
    """The brief of a country as a file, its links beginning with the address of the atlas."""
    home = base + permalink(entry("brief").address, {"country": (code,)}, release.id) if base else ""
    return pdf(brief(release, code, "light"), partial(_address, base, release.id), home, release.built_at)


async def _send(request: Request) -> Response:
    """Answer GET and HEAD with one page of A4."""
    release, code = kept(request.path_params["release"]), request.path_params["country"]
    if release is None or code not in geography.country_labels(release):
        return PlainTextResponse(_GONE, 404, _SAFE)
    # What the reader's browser calls us is nobody else's business: a file with links in it is kept per address.
    base = settings().public_url or str(request.base_url)
    name = f"country-brief_{code.lower()}_{release.id}.pdf"
    try:
        order = WORKSHOP.order(f"{base} {name}", partial(made, release, code, base))
        body = await asyncio.shield(asyncio.wrap_future(order))
    except BusyError:
        return PlainTextResponse(_BUSY, 503, _SAFE | {"retry-after": "5"})
    except Exception:
        _log.exception("The file %s could not be made", name)
        return PlainTextResponse(_FAILED, 500, _SAFE)
    told = {"content-disposition": f'inline; filename="{name}"', "cache-control": "public, max-age=86400"}
    return Response(body, media_type="application/pdf", headers=_SAFE | told)


BRIEFS = Route("/brief/{release}/{country}.pdf", _send, methods=["GET"], name="brief-file")
