"""Which figures a page shows: the page is run in this process, and every figure on its way out is noted."""

import dataclasses
import importlib
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import menu
from dashboard import release as door
from dashboard.figure import Figure

ROUTER = Path(door.__file__).parent / "router.py"


def run_page(monkeypatch: pytest.MonkeyPatch, data: Path, name: str, query: str = "") -> tuple[AppTest, list[Figure]]:
    """Run one page with a query string.

    Parameters
    ----------
    monkeypatch : pytest.MonkeyPatch
        Undoes everything at the end of the test.
    data : pathlib.Path
        Data folder with the release to show.
    name : str
        Name of the page in the menu.
    query : str
        Query string without question mark.

    Returns
    -------
    tuple of AppTest and list of Figure
        What Streamlit was told, and the figures in the order shown.
    """
    # Before the menu is changed: a module first imported afterwards would keep the changed one.
    module = importlib.import_module("dashboard.components.show")
    monkeypatch.setenv("ATLAS_DATA_DIR", str(data))
    monkeypatch.setattr(door, "_door", door._Door())
    # AppTest opens the front page only, so the page asked for becomes the front page.
    entries = [
        dataclasses.replace(entry, address="" if entry.name == name else entry.address or "front")
        for entry in menu.ENTRIES
    ]
    monkeypatch.setattr(menu, "ENTRIES", tuple(entries))
    figures: list[Figure] = []
    around = module._around

    def noted(release: str, figure: Figure, *rest: object, **named: object) -> object:
        figures.append(figure)
        return around(release, figure, *rest, **named)

    monkeypatch.setattr(module, "_around", noted)

    test = AppTest.from_file(str(ROUTER), default_timeout=60)
    for parameter, values in parse_qs(query, keep_blank_values=True).items():
        test.query_params[parameter] = values
    test.run()
    return test, figures


def words_of(test: AppTest) -> str:
    """All the HTML of our own on a page."""
    return " ".join(element.proto.body for element in test.get("html"))
