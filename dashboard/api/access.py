"""The script that mends what Streamlit leaves open for the keyboard and for screen readers: ``/access.js``."""

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

#: Where it is served, without a leading slash.
ADDRESS = "access.js"
_SCRIPT = (Path(__file__).parent / ADDRESS).read_bytes()
#: Changes with the script, so that it may be kept for ever.
VERSION = hashlib.sha256(_SCRIPT).hexdigest()[:12]
_KEPT = {"cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff"}


def _send(_: Request) -> Response:
    return Response(_SCRIPT, media_type="text/javascript", headers=_KEPT)


SCRIPT = Route(f"/{ADDRESS}", _send, methods=["GET"], name="access-script")
