"""Our scripts beside Streamlit's, each served by its name, and how a page calls them.

``links.js`` says where the server is, copies the link of a view and gives the links of the menu their parameters;
``access.js`` mends what Streamlit leaves open for the keyboard and for screen readers.
"""

import hashlib
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

# In the order in which a page runs them: links.js must come before Streamlit's own script.
_BODIES = {name: (Path(__file__).parent / name).read_bytes() for name in ("links.js", "access.js")}
_KEPT = {"cache-control": "public, max-age=31536000, immutable"}


def _tag(name: str) -> str:
    # The version changes with the script, so that it may be kept for ever.
    version = urlencode({"v": hashlib.sha256(_BODIES[name]).hexdigest()[:12]})
    return f'<script src="./{name}?{version}" defer></script>'


#: What calls them, for the head of a page.
TAGS = tuple(map(_tag, _BODIES))


def _send(request: Request) -> Response:
    return Response(_BODIES[request.url.path.rsplit("/", 1)[-1]], media_type="text/javascript", headers=_KEPT)


#: Where they are served.
SCRIPTS = tuple(Route(f"/{name}", _send, methods=["GET"], name=name) for name in _BODIES)
