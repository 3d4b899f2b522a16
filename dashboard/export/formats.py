"""The formats in which a figure is handed out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.export.csv import csv_bytes
from dashboard.export.handout import Offer
from dashboard.export.package import zip_bytes
from dashboard.export.picture import PNG_WIDTH, png_bytes, svg_bytes
from dashboard.export.workbook import xlsx_bytes
from dashboard.words import count


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes
    ----------
    label : str
        Its name on the page.
    media_type : str
        What a browser is told of it.
    make : callable
        Makes the file.
    holds : str
        What is in it besides the rows; of a picture, how large it is.
    is_picture : bool
        Whether it is the chart and not its rows.
    """

    label: str
    media_type: str
    make: Callable[[Offer], bytes]
    holds: str
    is_picture: bool = False


#: By the extension of the file name, in the order of the page.
FORMATS: Mapping[str, Format] = {
    "csv": Format(
        "CSV", "text/csv; charset=utf-8", lambda offer: csv_bytes(offer.figure.plain, offer.release_id), "rows only"
    ),
    "xlsx": Format(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        xlsx_bytes,
        "with a sheet of notes",
    ),
    "zip": Format("Zip", "application/zip", zip_bytes, "with description, licence and citation"),
    "png": Format("PNG", "image/png", png_bytes, f"picture, {count(PNG_WIDTH)} pixels wide", True),
    "svg": Format("SVG", "image/svg+xml", svg_bytes, "picture to enlarge or edit", True),
}


def formats_of(offer: Offer) -> Mapping[str, Format]:
    """The formats of a figure: pictures only of what is drawn, nothing of what may not be passed on."""
    if not offer.has_files:
        return {}
    return {name: found for name, found in FORMATS.items() if offer.has_picture or not found.is_picture}
