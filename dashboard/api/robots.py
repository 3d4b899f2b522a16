"""What machines that look round are told: ``/robots.txt`` and ``/sitemap.xml``."""

from html import escape
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.api.head import public_address
from dashboard.errors import NoReleaseError
from dashboard.menu import ENTRIES
from dashboard.plain.kinds import addresses
from dashboard.release import current

_KEPT = {"cache-control": "public, max-age=3600"}
_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _robots(request: Request) -> Response:
    # Views of somebody's own choice are without number; each is told by a page that has an address of its own.
    lines = ["User-agent: *", "Allow: /", "Disallow: /_stcore/", "Disallow: /figures/", "Disallow: /plain/*?"]
    base = public_address(request.scope)
    return PlainTextResponse("\n".join([*lines, *([f"Sitemap: {base}sitemap.xml"] if base else [])]) + "\n", 200, _KEPT)


def _plain() -> tuple[list[str], str]:
    """Addresses of plain pages, and the day of their figures."""
    try:
        release = current()
    except NoReleaseError:
        return [], ""
    return list(addresses(release)), release.built_at[:10]


def _sitemap(request: Request) -> Response:
    base = public_address(request.scope)
    plain, day = _plain()
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    listed = "".join(
        f"<url><loc>{escape(base + quote(address))}</loc>{changed}</url>"
        for address in [*(page.address for page in ENTRIES), *plain]
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_XMLNS}">{listed}</urlset>\n'
    return Response(body, 200, _KEPT, "application/xml")


ROBOTS = Route("/robots.txt", _robots, methods=["GET"], name="robots")
SITEMAP = Route("/sitemap.xml", _sitemap, methods=["GET"], name="sitemap")
