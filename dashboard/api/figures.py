"""The files of a figure: ``/figures/<page>/<file name>?<every parameter of the view>``; its extension says the format.

Beside them is a page that says which there are, ``.html``.

The page is read again at the address of the view, so a file can be had after a restart and from any machine that
holds the release.
"""

from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.api import taken
from dashboard.api.made import NoSuchFileError, base_address, gone, made_file, sent
from dashboard.export.formats import FORMATS, formats_of
from dashboard.export.handout import PAGE, Offer
from dashboard.menu import Entry, entry_of_segment
from dashboard.permalink import RELEASE, parameters_of, permalink
from dashboard.reading import read_page
from dashboard.release import Release, kept

_GONE = "There is no such file, or its release is no longer kept. Open the page and download it from there.\n"
# What stands on the page depends on this version of the atlas and on its settings, unlike what is in a file.
_PAGE_HEADERS = {"cache-control": "public, max-age=300", "content-language": "en"}


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


def _page(entry: Entry, release: Release, asked: dict[str, list[str]], base: str, name: str) -> bytes:
    return taken.page(_offer(entry, release, asked, base, name)).encode()


async def _send(request: Request) -> Response:
    """Answer GET and HEAD with the rows that are drawn on the page, with the picture of it, or with what there is."""
    page, name = request.path_params["page"], request.path_params["file_name"]
    extension = name.rpartition(".")[2]
    entry, asked = entry_of_segment(page), parameters_of(request.url.query)
    release = kept(asked.get(RELEASE, [""])[0])
    if entry is None or release is None or extension not in {*FORMATS, PAGE}:
        return gone(_GONE)
    base = base_address(request)
    which = entry, release, asked, base, name
    if extension == PAGE:
        # Whoever opens a fold waits for nobody's picture.
        page_made = run_in_threadpool(_page, *which)
        return await sent(page_made, name, "text/html; charset=utf-8", _PAGE_HEADERS, _GONE)
    order = f"{base} {request.url.path}?{request.url.query}"
    told = {"content-disposition": f'attachment; filename="{name}"'}
    return await made_file(order, partial(_made, *which), name, FORMATS[extension].media_type, told, _GONE)


FIGURES = Route("/figures/{page}/{file_name}", _send, methods=["GET"], name="figure-file")
