"""Addresses of the files of figures on show.

The address of a file is made of its content, so it never shows anything else. It works as long as this process keeps
the figure: the page that links it keeps it.
"""

import hashlib
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple
from weakref import WeakValueDictionary

from dashboard.figure import Figure


class Filter(NamedTuple):
    """What one filter of the page was set to.

    Attributes
    ----------
    parameter : str
        Name in the URL.
    label : str
        Name on the page.
    value : str
        What was chosen, in words.
    """

    parameter: str
    label: str
    value: str


# Compared by identity: two readers of the same view share one, and a weak dictionary must be able to hold it.
@dataclass(frozen=True, eq=False)
class Offer:
    """A figure that is handed out: with the release it was drawn from, and the view it stood in.

    Attributes
    ----------
    figure : Figure
        What is on the page.
    release_id : str
        The release it was drawn from.
    link : str
        Address of the view, whole; empty where nobody knows under which address the atlas is reached.
    filters : sequence of Filter
        What the filters of the page were set to.
    """

    figure: Figure
    release_id: str
    link: str = ""
    filters: Sequence[Filter] = ()

    @property
    def row_count(self) -> int:
        """How many rows stand in each of its files."""
        return int(self.figure.file_frame.num_rows)

    @property
    def has_files(self) -> bool:
        """Whether anything of it may be passed on."""
        return self.row_count > 0 or not self.figure.held_back

    @property
    def has_picture(self) -> bool:
        """Whether it is drawn, and all that is drawn may be passed on."""
        return self.figure.spec is not None and self.figure.frame.num_rows > 0 and not self.figure.held_back

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen digits that stand for everything a file of it says."""
        told = (self.figure.name, self.figure.title, self.figure.subtitle, *self.figure.file_columns, self.link)
        digest = hashlib.sha256("\0".join([*told, *map(repr, self.filters)]).encode())
        digest.update(_frame_digest(self.figure))
        return digest.hexdigest()[:16]

    def file_name(self, extension: str) -> str:
        """``gairi_2025_total_ranking_south-and-central-asia_<release>.csv``: dataset, edition, filter, release."""
        # A filter's code is data; in an address and in a header it may be nothing but a name.
        return f"{_UNSAFE.sub('-', self.figure.name)}_{self.release_id}.{extension}"

    def address(self, extension: str) -> str:
        """Where a file of it is, relative to the pages."""
        return f"figures/{self.release_id}/{self.fingerprint}/{self.file_name(extension)}"


_UNSAFE = re.compile(r"[^A-Za-z0-9._+-]+")
_offered: WeakValueDictionary[tuple[str, str], Offer] = WeakValueDictionary()
_turn = threading.Lock()


def _frame_digest(figure: Figure) -> bytes:
    digest = hashlib.blake2b()
    # What stands in no file and is not drawn need not be looked at.
    names = dict.fromkeys((*figure.file_columns, *figure.drawn_columns))
    for batch in figure.frame.select(list(names)).to_batches():
        for column in batch.columns:
            digest.update(f"{column.type},{column.offset},{len(column)}".encode())
            for buffer in column.buffers():
                digest.update(buffer or b"-")
    return digest.digest()


def offer(
    figure: Figure,
    release_id: str,
    link: str = "",
    filters: Sequence[Filter] = (),
) -> Offer:
    """Offer the files of a figure; they can be asked for as long as somebody keeps what is returned.

    Parameters
    ----------
    figure, release_id, link, filters
        As in ``Offer``.
    """
    made = Offer(figure, release_id, link, filters)
    with _turn:
        return _offered.setdefault((release_id, made.fingerprint), made)


def offered(release_id: str, fingerprint: str) -> Offer | None:
    """What was offered under an address; none when this process no longer keeps it."""
    with _turn:
        found = _offered.get((release_id, fingerprint))
    # A page may be written for a reader's locale; files never are.
    return None if found is None else replace(found, figure=found.figure.plain)
