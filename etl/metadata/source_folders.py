"""Where sources lie: data/figures is the bundle, data/own is what an operator adds and git ignores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from etl.metadata.catalogue import Catalogue, OfficialFile, Source
from etl.metadata.source_files import read_catalogue

#: Folders of data/ that hold one folder per source; only the first must be there.
PLACES = ("figures", "own")


def source_roots(data_dir: Path) -> list[Path]:
    """Folders that hold the folders of sources."""
    return [data_dir / place for place in PLACES if (data_dir / place).is_dir()]


def read_sources(data_dir: Path) -> Catalogue:
    """Every source of a data folder, bundled or added."""
    return read_catalogue(*source_roots(data_dir))


def own_paths(data_dir: Path, source: Source, file: OfficialFile) -> tuple[Path, ...]:
    """Files that an official file's ``path`` stands for, in order of name; none where it has no path."""
    if file.path is None:
        return ()
    folder = data_dir / source.place / source.id
    return tuple(sorted(path for path in folder.glob(file.path) if path.is_file()))


def declared_files(data_dir: Path, catalogue: Catalogue) -> Iterator[Path]:
    """Every file of one's own that some ``path`` declares; a parser reads it."""
    for source in catalogue.values():
        for file in source.official_files:
            yield from own_paths(data_dir, source, file)
