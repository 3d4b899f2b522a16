"""The brief of a country as a PDF: ``/brief/<release>/<country>.pdf``."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.api.made import base_address, gone, made_file
from dashboard.brief import Part
from dashboard.export.brief_pdf import pdf
from dashboard.figures.brief import brief
from dashboard.menu import entry
from dashboard.permalink import permalink
from dashboard.queries import geography
from dashboard.release import Release, kept

_GONE = "There is no such brief. The page of briefs has one for every country.\n"


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
        return gone(_GONE)
    base = base_address(request)
    name = f"country-brief_{code.lower()}_{release.id}.pdf"
    told = {"content-disposition": f'inline; filename="{name}"'}
    return await made_file(f"{base} {name}", partial(made, release, code, base), name, "application/pdf", told, _GONE)


BRIEFS = Route("/brief/{release}/{country}.pdf", _send, methods=["GET"], name="brief-file")
