"""Whole tables of a release as files: ``/data/<release>/<table>.csv`` and ``.parquet``.

The files were written with the release and never change, so they are sent from disk as they are. A name from the
address is only ever compared with names found on disk; no path is made of it.
"""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.release import data_folder
from dashboard.tables import MEDIA_TYPES

_SAME_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff"}
_NOT_FOUND = "There is no such file. The page of sources lists every table of the current release.\n"


def table_file(release_id: str, file_name: str) -> Path | None:
    """The file of a release with this name; none where the release is not kept or has no such file.

    Parameters
    ----------
    release_id : str
        Id of a release, of the current or of an older one that is kept.
    file_name : str
        Name of the table with its extension.
    """
    try:
        folder = next(path for path in (data_folder() / "releases").iterdir() if path.name == release_id)
        found = next(path for path in (folder / "tables").iterdir() if path.name == file_name)
    except (StopIteration, OSError):
        return None
    # A release that is still being written begins with a dot and has no manifest yet.
    is_published = not folder.name.startswith(".") and (folder / "release.json").is_file()
    return found if is_published and found.suffix[1:] in MEDIA_TYPES and found.is_file() else None


def _send(request: Request) -> Response:
    """Answer GET and HEAD; a reader who has the file already is told so."""
    release_id: str = request.path_params["release"]
    file_name: str = request.path_params["file_name"]
    found = table_file(release_id, file_name)
    if found is None:
        return PlainTextResponse(_NOT_FOUND, 404, {"x-content-type-options": "nosniff"})
    response = FileResponse(
        found,
        headers=_SAME_FOR_EVER,
        media_type=MEDIA_TYPES[found.suffix[1:]],
        filename=f"{found.stem}_{release_id}{found.suffix}",
        stat_result=found.stat(),
    )
    if request.headers.get("if-none-match") == response.headers["etag"]:
        kept = ("etag", "last-modified", *_SAME_FOR_EVER)
        return Response(status_code=304, headers={name: response.headers[name] for name in kept})
    return response


FILES = Route("/data/{release}/{file_name}", _send, methods=["GET"], name="table-file")
