"""Take a picture of every page, wide and on a phone: docs/screenshots/<page>-<width>.png.

    .venv/bin/python -m tests.browser.screenshots [--folder DIR] [--dark] [--address URL] [page ...]

Starts the server on the current release unless it is given the address of a running one.
"""

import argparse
import contextlib
from pathlib import Path

from PIL import Image

from dashboard.menu import ENTRIES
from dashboard.release import data_folder
from tests.browser.chromium import WIDTHS, Scheme, browser, opened, show_whole
from tests.sessions import ROOT, served


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", metavar="page", help="names, with a query if wanted: country?country=IND")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--dark", action="store_true", help="the dark theme as well")
    parser.add_argument("--address", help="of a running server")
    return parser.parse_args()


def _reduce(path: Path) -> None:
    """Keep 128 colours: a page has few, and the picture takes a third of the room."""
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


def _take(address: str, pages: list[str], schemes: list[Scheme], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    addresses = {entry.name: entry.address for entry in ENTRIES}
    with browser() as running:
        for asked in pages:
            name, _, query = asked.partition("?")
            for scheme in schemes:
                for width in WIDTHS.values():
                    url = f"{address}/{addresses[name]}?{query}"
                    with opened(running, url, width=width, scheme=scheme) as page:
                        show_whole(page)
                        ending = "" if scheme == "light" else "-dark"
                        path = folder / f"{name}-{width}{ending}.png"
                        page.screenshot(path=path)
                        _reduce(path)


def main() -> None:
    """Take the pictures that were asked for."""
    asked = _parsed()
    pages = asked.pages or [entry.name for entry in ENTRIES]
    schemes: list[Scheme] = ["light", "dark"] if asked.dark else ["light"]
    with contextlib.ExitStack() as stack:
        address = asked.address
        if address is None:
            log = data_folder() / "releases" / "screenshots.log"
            address, _ = stack.enter_context(served(data_folder(), log=log))
        _take(address, pages, schemes, asked.folder)


if __name__ == "__main__":
    main()
