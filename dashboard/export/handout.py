"""What is handed out of a figure, and the addresses of its files.

The address says page, release and every choice, so it never shows anything else, and any process that holds the
release can answer it: after a restart, and on another machine.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.figure import Figure
from dashboard.menu import segment_of

#: Extension of the page that says what can be taken away of a figure, beside those of its files.
PAGE = "html"

_UNSAFE = re.compile(r"[^A-Za-z0-9._+-]+")


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


@dataclass(frozen=True)
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
    view : str
        Address of the view, relative to the atlas: page, every parameter, release.
    """

    figure: Figure
    release_id: str
    link: str = ""
    filters: Sequence[Filter] = ()
    view: str = ""

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
        return self.figure.is_drawn and not self.figure.held_back

    def file_name(self, extension: str) -> str:
        """``gairi_2025_total_ranking_south-and-central-asia_<release>.csv``: dataset, edition, filter, release."""
        # A filter's code is data; in an address and in a header it may be nothing but a name.
        return f"{_UNSAFE.sub('-', self.figure.name)}_{self.release_id}.{extension}"

    def address(self, extension: str) -> str:
        """Where a file of it is, relative to the pages."""
        page, _, query = self.view.removeprefix("./").partition("?")
        return f"figures/{segment_of(page)}/{self.file_name(extension)}" + (f"?{query}" if query else "")
