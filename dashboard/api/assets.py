"""Our scripts and our look beside Streamlit's, each served by its name, and how a page calls them.

``links.js`` says where the server is, copies the link of a view and gives the links of the menu their parameters;
``access.js`` mends what Streamlit leaves open for the keyboard and for screen readers; ``style.css`` is our look. A
reader's browser keeps them: none of it travels again with a run of a page.
"""

import hashlib
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.api import freshness

# In the order in which a page calls them: links.js must come before Streamlit's own script.
_SCRIPTS, _STYLESHEET = ("links.js", "access.js"), "style.css"
_BODIES = {name: (Path(__file__).parent / name).read_bytes() for name in (*_SCRIPTS, _STYLESHEET)}
_KINDS = {".js": "text/javascript", ".css": "text/css"}
_KEPT = {"cache-control": freshness.FOR_EVER}


def _address(name: str) -> str:
    # The version changes with the file, so that it may be kept for ever.
    return f"./{name}?{urlencode({'v': hashlib.sha256(_BODIES[name]).hexdigest()[:12]})}"


#: What calls the scripts, for the head of a page.
SCRIPT_TAGS = tuple(f'<script src="{_address(name)}" defer></script>' for name in _SCRIPTS)
#: What calls our look. It stands in the body, after everything that Streamlit puts into the head: of two rules that
#: weigh the same the later one holds.
STYLE_TAG = f'<link rel="stylesheet" href="{_address(_STYLESHEET)}">'


def _send(request: Request) -> Response:
    name = request.url.path.rsplit("/", 1)[-1]
    return Response(_BODIES[name], media_type=_KINDS[Path(name).suffix], headers=_KEPT)


#: Where they are served.
ASSETS = tuple(Route(f"/{name}", _send, methods=["GET"], name=name) for name in _BODIES)
