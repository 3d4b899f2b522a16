"""What a server sends of a poisoned release: its texts stand in HTML as text, and in nothing that reads markup.

The browser's side of it is tests/browser/test_poisoned.py.
"""

import asyncio
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dashboard.menu import ENTRIES, Entry
from tests.poison import ELSEWHERE, poisoned
from tests.sessions import Session, elements, served

_QUERIES = {"country": "country=PAK", "initiatives": "country=PAK", "compare_countries": "country=PAK&country=IND"}
_RUNS_OR_LOADS = {
    "script", "iframe", "object", "embed", "img", "video", "audio", "source", "base", "meta", "form", "animate", "set",
    "foreignobject", "math", "style", "textarea", "body", "mglyph",
}  # fmt: skip
# Elements whose text Streamlit reads as Markdown.
_MARKDOWN = ("markdown", "heading", "alert", "metric", "exception")


@pytest.fixture(scope="module")
def address(release_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = poisoned(release_dir, tmp_path_factory.mktemp("poisoned"))
    with served(folder, log=tmp_path_factory.mktemp("server") / "server.log") as (found, _):
        yield found


class _Reader(HTMLParser):
    """Notes what of an HTML text would run, load or lead elsewhere. Our own box with a link to copy is an input."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            text = (value or "").strip().lower()
            is_link = name in {"href", "xlink:href", "src", "action", "data", "poster"}
            leads_wrong = is_link and ":" in text.split("/")[0] and not text.startswith(("https:", "mailto:"))
            is_event = name.startswith("on") or name in {"srcdoc", "autofocus"}
            if is_event or leads_wrong or (is_link and text.startswith("//")):
                self.bad.append(f"{tag} {name}={value}")
        if tag in _RUNS_OR_LOADS and not (tag == "style" and not attrs):
            self.bad.append(tag)


def _bad_html(body: str) -> list[str]:
    reader = _Reader()
    reader.feed(body)
    reader.close()
    return reader.bad


@pytest.mark.parametrize("page", ENTRIES, ids=lambda page: page.name)
def test_texts_of_figures_are_sent_as_text(address: str, page: Entry):
    async def read() -> list[Any]:
        async with Session(address) as session:
            return await session.run(page.address, _QUERIES.get(page.name, ""))

    messages = asyncio.run(read())
    bodies = [element.body for element in elements(messages, "html")]
    assert [bad for body in bodies for bad in _bad_html(body)] == []
    for kind in _MARKDOWN:
        assert not any("poisoned" in str(each) or ELSEWHERE in str(each) for each in elements(messages, kind)), kind
    assert any("window.poisoned" in str(message) for message in messages), "The poison is not on this page"
