"""The accessibility statement as a page of its own: plain HTML, which works where nothing else does.

``benchmarks/statement.py`` writes it from what was measured.
"""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

#: Where it is served, without a leading slash.
ADDRESS = "accessibility-statement"
#: What the generator writes.
FILE = Path(__file__).parent / "statement.html"
_KEPT = {"cache-control": "public, max-age=3600"}


def _send(_: Request) -> Response:
    return HTMLResponse(FILE.read_bytes(), headers=_KEPT)


STATEMENT = Route(f"/{ADDRESS}", _send, methods=["GET"], name="accessibility-statement")
