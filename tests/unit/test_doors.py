"""What is not known is not found; what is known can only be read."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from dashboard.api import ROUTES
from dashboard.menu import ENTRIES
from dashboard.serving import HEALTH, _front_end
from dashboard.serving.doors import SOCKET, KnownDoors
from tests.asgi import ask

_FILE = next(path.relative_to(_front_end()).as_posix() for path in _front_end().rglob("*.js"))


@pytest.fixture(scope="module")
def doors() -> ASGIApp:
    # Streamlit answers everything with its page.
    routes = (*ROUTES, *HEALTH, Route("/one/{name}.csv", lambda _: PlainTextResponse("a file")))
    return KnownDoors(PlainTextResponse("a page"), routes, _front_end())


@pytest.mark.parametrize("address", [page.address for page in ENTRIES])
def test_every_page_of_the_menu_is_known(doors: ASGIApp, address: str):
    assert ask(doors, f"/{address}").status == 200


@pytest.mark.parametrize(
    "path",
    [f"/{_FILE}", "/favicon.png", "/app/static/countries-50m.json", "/media/0123.png", "/_stcore/health",
     "/_stcore/host-config", "/health/live", "/health/ready", "/one/two.csv", "/data/x/country.csv"],
)  # fmt: skip
def test_what_pages_need_and_our_own_routes_are_known(doors: ASGIApp, path: str):
    assert ask(doors, path).status == 200


@pytest.mark.parametrize(
    "path",
    ["/nonsense", "/readiness/more", "/Readiness", "/index.html", "//", "//readiness", "/static/js/none.js", "/static/",
     "/_stcore/metrics", "/_stcore/upload_file/a/b", "/_stcore/agent/interact", "/_stcore/agent/mcp",
     "/_stcore/agent/openapi.json", "/_stcore/script-health-check", "/_stcore/bidi-components/a/b.js",
     "/component/a/index.html", "/auth/login", "/oauth2callback", "/_stcore/stream", "/.env", "/app.py",
     "/country/_stcore/health", "/\x00", "/%2e%2e/etc/passwd"],
)  # fmt: skip
def test_what_is_not_known_is_not_found(doors: ASGIApp, path: str):
    found = ask(doors, path)
    assert (found.status, b"a page" in found.body) == (404, False)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "ANYTHING"])
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/media/0123.png"])
def test_what_is_known_can_only_be_read(doors: ASGIApp, method: str, path: str):
    found = ask(doors, path, method=method)
    assert (found.status, found.headers["allow"]) == (405, "GET, HEAD")


def test_sockets_open_at_one_address_only(doors: ASGIApp):
    assert ask(doors, "/country/_stcore/stream", kind="websocket").status == 404
    assert ask(doors, SOCKET, kind="websocket").status != 404


def test_a_reader_is_led_to_the_pages_and_nothing_of_the_address_is_repeated(doors: ASGIApp):
    body = ask(doors, '/<script>"&', accept="text/html,*/*").body.decode()
    assert "<script" not in body
    assert all(f'href="/{page.address}"' in body for page in ENTRIES)
