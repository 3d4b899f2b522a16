"""Whole tables of a release as files that were written with it: where they are served, and how large they are."""

from dataclasses import dataclass

from dashboard.release import Release

#: Formats of the files, with what a browser is told of them.
MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


@dataclass(frozen=True)
class TableFile:
    """One table in one format.

    Attributes
    ----------
    extension : str
        ``csv`` or ``parquet``.
    address : str
        Where it is served, without a leading slash: it holds behind any proxy path.
    byte_count : int
        Size of the file.
    """

    extension: str
    address: str
    byte_count: int


@dataclass(frozen=True)
class WholeTable:
    """One table of the release, to be taken away."""

    name: str
    description: str
    row_count: int
    files: tuple[TableFile, ...]


def address(release_id: str, table: str, extension: str) -> str:
    """Where the file of a table is served, without a leading slash.

    Parameters
    ----------
    release_id : str
        Id of the release.
    table : str
        Name of the table.
    extension : {'csv', 'parquet'}
        Format.
    """
    return f"api/v1/releases/{release_id}/tables/{table}.{extension}"


def table_files(release: Release, table: str) -> tuple[TableFile, ...]:
    """The files of a table, one per format; none where the release was built without them.

    Parameters
    ----------
    release : Release
        Which release.
    table : str
        Name of the table.
    """
    paths = {extension: release.file(table, extension) for extension in MEDIA_TYPES}
    return tuple(
        TableFile(extension, address(release.id, table, extension), path.stat().st_size)
        for extension, path in paths.items()
        if path.is_file()
    )
