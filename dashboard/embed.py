"""One figure of a page for somebody else's page: its address, and the HTML that shows it there.

An embed names the page, every filter and the figure, and no release: what it shows follows corrections, and it goes on
when an older release is no longer kept. Its source line says from which release it is. It is light like most pages
that embed it, whatever the reader's browser prefers; a dark page writes ``dark_theme`` for ``light_theme``.
"""

from html import escape
from urllib.parse import parse_qsl, urlencode

from dashboard.figure import Figure
from dashboard.permalink import RELEASE

#: Name of the figure in the URL.
FIGURE = "figure"
# Streamlit's own words for: without menu, in the light theme.
_EMBEDDED = (("embed", "true"), ("embed_options", "light_theme"))
_LEAST_HEIGHT, _MOST_HEIGHT = 360, 900
# Title, subtitle, notes and source line; rows of bars, whose names stand over them where there is little room.
_AROUND, _ROW, _OTHER_CHART = 260, 38, 400


def address(link: str, figure: Figure) -> str:
    """Where a figure is shown alone.

    Parameters
    ----------
    link : str
        Address of its view, with every parameter; a release in it is left out.
    figure : Figure
        The figure.
    """
    page, _, query = link.partition("?")
    parameters = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != RELEASE]
    return f"{page}?{urlencode([*parameters, *_EMBEDDED, (FIGURE, figure.name)])}"


def snippet(link: str, figure: Figure) -> str:
    """HTML for another page that shows a figure with its title, chart and source.

    Parameters
    ----------
    link : str
        Address of its view, whole, with every parameter; a release in it is left out.
    figure : Figure
        The figure.
    """
    where, title = escape(address(link, figure), quote=True), escape(figure.title, quote=True)
    return (
        f'<iframe src="{where}" title="{title}" width="100%" height="{_height(figure)}" loading="lazy" '
        'style="border:0"></iframe>'
    )


def _height(figure: Figure) -> int:
    """Room for the figure on a phone, in pixels; what does not fit is scrolled to."""
    # Charts of rows are as high as there are rows.
    is_of_rows = figure.spec is None or "sort_order" in figure.drawn_columns
    inside = _ROW * figure.frame.num_rows if is_of_rows else _OTHER_CHART
    return max(_LEAST_HEIGHT, min(_MOST_HEIGHT, _AROUND + inside))


def is_meant(asked: str, figure: Figure) -> bool:
    """Whether an address asks for a figure: by its name, or by a part of it such as ``ranking``."""
    return asked == figure.name or asked in figure.name.split("_")
