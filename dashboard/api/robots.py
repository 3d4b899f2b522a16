"""What machines that look round are told: ``/robots.txt`` and ``/sitemap.xml``."""

from html import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.api.head import public_address
from dashboard.errors import NoReleaseError
from dashboard.menu import ENTRIES, entry
from dashboard.queries import geography
from dashboard.release import current

_KEPT = {"cache-control": "public, max-age=3600"}
_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _robots(request: Request) -> Response:
    lines = ["User-agent: *", "Allow: /", "Disallow: /_stcore/", "Disallow: /figures/"]
    base = public_address(request.scope)
    return PlainTextResponse("\n".join([*lines, *([f"Sitemap: {base}sitemap.xml"] if base else [])]) + "\n", 200, _KEPT)


def _countries() -> list[str]:
    try:
        codes = list(geography.country_labels(current()))
    except NoReleaseError:
        return []
    return [f"{entry('country').address}?country={code}" for code in codes]


def _sitemap(request: Request) -> Response:
    base = public_address(request.scope)
    addresses = [page.address for page in ENTRIES] + _countries()
    listed = "".join(f"<url><loc>{escape(base + address)}</loc></url>" for address in addresses)
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_XMLNS}">{listed}</urlset>\n'
    return Response(body, 200, _KEPT, "application/xml")


ROBOTS = Route("/robots.txt", _robots, methods=["GET"], name="robots")
SITEMAP = Route("/sitemap.xml", _sitemap, methods=["GET"], name="sitemap")
