"""Addresses of the files of figures on show.

The address of a file is made of its content, so it never shows anything else. It works as long as this process keeps
the figure: the page that links it keeps it.
"""

import hashlib
import threading
from typing import NamedTuple
from weakref import WeakValueDictionary

from dashboard.export.csv import file_name
from dashboard.figure import Figure

_offered: WeakValueDictionary[tuple[str, str], Figure] = WeakValueDictionary()
_turn = threading.Lock()


class Offer(NamedTuple):
    """A figure with the release it was drawn from."""

    figure: Figure
    release_id: str


def _fingerprint(figure: Figure) -> str:
    digest = hashlib.sha256(figure.name.encode())
    digest.update(",".join(figure.file_columns).encode())
    for batch in figure.frame.to_batches():
        for column in batch.columns:
            digest.update(f"{column.type},{column.offset},{len(column)}".encode())
            for buffer in column.buffers():
                digest.update(buffer or b"-")
    return digest.hexdigest()[:16]


def address(figure: Figure, release_id: str) -> str | None:
    """Offer the CSV of a figure and say where it is, relative to the pages; none where nothing of it may be passed on.

    Parameters
    ----------
    figure : Figure
        What is on the page.
    release_id : str
        The release it was drawn from.
    """
    if figure.held_back and not figure.file_frame.num_rows:
        return None
    fingerprint = _fingerprint(figure)
    with _turn:
        _offered[release_id, fingerprint] = figure
    return f"csv/{release_id}/{fingerprint}/{file_name(figure, release_id)}"


def offered(release_id: str, fingerprint: str) -> Offer | None:
    """The figure that was offered under an address; none when this process no longer keeps it."""
    with _turn:
        figure = _offered.get((release_id, fingerprint))
    return None if figure is None else Offer(figure, release_id)
