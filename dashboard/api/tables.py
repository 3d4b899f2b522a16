"""Whole tables of a release as files: ``/api/v1/releases/<release>/tables/<table>.csv`` and ``.parquet``.

The files were written with the release and never change, so they are sent from disk as they are. A name from the
address is only ever compared with names found on disk; no path is made of it.
"""

from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.api import freshness
from dashboard.api.operation import Operation
from dashboard.api.problems import ProblemError
from dashboard.datasets import Fault
from dashboard.datasets.kept import LATEST, manifests
from dashboard.release import current, data_folder
from dashboard.tables import MEDIA_TYPES


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


def _missing(release_id: str, file_name: str) -> ProblemError:
    """Say which of the two is not there, with what is."""
    known = manifests()
    if release_id not in known:
        detail = "This release is not kept here."
        return ProblemError(
            "nothing-there", detail, [Fault("release", release_id[:80], detail, (LATEST, *known), True)]
        )
    names = sorted(path.name for path in (data_folder() / "releases" / release_id / "tables").iterdir())
    detail = "The release has no such table."
    return ProblemError("nothing-there", detail, [Fault("file_name", file_name[:80], detail, tuple(names))])


def _headers(request: Request, found: Path, release_id: str, size: int) -> dict[str, str]:
    # Made of what the file is, not of when it was copied here: every replica gives the same one. Where the answer will
    # be compressed on the way its bytes are others, so only a weak mark is true.
    is_packed = "gzip" in request.headers.get("accept-encoding", "") and "range" not in request.headers
    built_at = str(manifests()[release_id].get("built_at", ""))
    return {
        "etag": f'{"W/" if is_packed else ""}"{release_id}-{found.name}-{size}"',
        "cache-control": freshness.FOR_EVER,
    } | ({"last-modified": freshness.http_date(built_at)} if built_at else {})


async def _send(request: Request) -> Response:
    """Answer GET and HEAD, whole or in part; a reader who has the file already is told so."""
    release_id: str = request.path_params["release"]
    file_name: str = request.path_params["file_name"]
    if release_id == LATEST:
        if table_file(current().id, file_name) is None:
            raise _missing(current().id, file_name)
        newest = f"../../{current().id}/tables/{quote(file_name, safe='')}"
        return RedirectResponse(newest, 307, {"cache-control": freshness.A_MINUTE})
    found = table_file(release_id, file_name)
    if found is None or release_id not in manifests():
        raise _missing(release_id, file_name)
    stat = found.stat()
    response = FileResponse(
        found,
        headers=_headers(request, found, release_id, stat.st_size),
        media_type=MEDIA_TYPES[found.suffix[1:]],
        filename=f"{found.stem}_{release_id}{found.suffix}",
        stat_result=stat,
    )
    return freshness.not_modified(response.headers) if freshness.has_it(request, response.headers) else response


async def _moved(request: Request) -> Response:
    """Lead from the address of before to the one of now."""
    release_id, name = request.path_params["release"], request.path_params["file_name"]
    if table_file(release_id, name) is None:
        raise _missing(release_id, name)
    return RedirectResponse(f"../../api/v1/releases/{release_id}/tables/{quote(name, safe='')}", 308)


TABLE = Route("/api/v1/releases/{release}/tables/{file_name}", Operation(_send), name="table-file")
#: Where tables were before the data API; links to it stand in other people's papers.
FORMER_TABLE = Route(
    "/data/{release}/{file_name}", Operation(_moved), name="former-table-file", include_in_schema=False
)
