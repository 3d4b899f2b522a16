"""The files of a figure: ``/figures/<page>/<file name>?<every parameter of the view>``; its extension says the format.

The page is read again at the address of the view, so a file can be had after a restart and from any machine that
holds the release.
"""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.api.made import NoSuchFileError, base_address, gone, made_file
from dashboard.export.formats import FORMATS, formats_of
from dashboard.export.handout import Offer
from dashboard.menu import Entry, entry_of_segment
from dashboard.permalink import RELEASE, parameters_of, permalink
from dashboard.reading import read_page
from dashboard.release import Release, kept

_GONE = "There is no such file, or its release is no longer kept. Open the page and download it from there.\n"


def _offer(entry: Entry, release: Release, asked: dict[str, list[str]], base: str, name: str) -> Offer:
    """The figure whose file has this name, as its page shows it at the address of the view."""
    found = read_page(entry, release, {key: values for key, values in asked.items() if key != RELEASE})
    view = permalink(entry.address, found.parameters, release.id)
    for figure in found.figures:
        offer = Offer(figure.plain, release.id, base + view.removeprefix("./"), tuple(found.filters), view)
        if offer.file_name(name.rpartition(".")[2]) == name:
            return offer
    raise NoSuchFileError


def _made(entry: Entry, release: Release, asked: dict[str, list[str]], base: str, name: str) -> bytes:
    offer = _offer(entry, release, asked, base, name)
    form = formats_of(offer).get(name.rpartition(".")[2])
    if form is None:
        raise NoSuchFileError
    return form.make(offer)


async def _send(request: Request) -> Response:
    """Answer GET and HEAD with the rows that are drawn on the page, or with the picture of it."""
    page, name = request.path_params["page"], request.path_params["file_name"]
    entry = entry_of_segment(page)
    asked, form = parameters_of(request.url.query), FORMATS.get(name.rpartition(".")[2])
    release = kept(asked.get(RELEASE, [""])[0])
    if entry is None or form is None or release is None:
        return gone(_GONE)
    base = base_address(request)
    make = partial(_made, entry, release, asked, base, name)
    told = {"content-disposition": f'attachment; filename="{name}"'}
    return await made_file(f"{base} {request.url.path}?{request.url.query}", make, name, form.media_type, told, _GONE)


FIGURES = Route("/figures/{page}/{file_name}", _send, methods=["GET"], name="figure-file")
