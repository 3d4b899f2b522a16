"""The addresses of a file's parts: one, or the pages of an interface."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from json import JSONDecoder
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from etl.errors import CatalogueError, FetchError
from etl.fetch.body import Body
from etl.metadata.catalogue import OfficialFile

WORLD_BANK = "world-bank"
_HEAD = 64 * 1024


@dataclass
class Parts:
    """One file: its only part is the whole."""

    url: str
    max_pages: int

    def addresses(self) -> Iterator[str]:
        """Addresses, in order; each part is to be shown to :meth:`check` before the next is asked for."""
        yield self.url

    def check(self, body: Body) -> None:
        """Refuse a part that does not fit those before it."""


@dataclass
class WorldBankPages(Parts):
    """Pages of the World Bank's interface: ``[{"page": 1, "pages": 3, ...}, [rows]]``."""

    _seen: set[str] = field(default_factory=set)
    _told: dict[str, Any] | None = None
    _page: int = 0

    def addresses(self) -> Iterator[str]:
        """Address of each page, until as many as the first one tells."""
        while self._told is None or self._page < self._told["pages"]:
            self._page += 1
            yield with_parameter(self.url, "page", str(self._page))

    def check(self, body: Body) -> None:
        """Refuse a page that is not the next one of the same answer."""
        head = page_head(body.path)
        page, pages = _whole(head.get("page")), _whole(head.get("pages"))
        if not pages or pages > self.max_pages:
            raise FetchError(f"the interface tells of {head.get('pages')!r} pages; 1 to {self.max_pages} are taken")
        if page != self._page or body.sha256 in self._seen:
            raise FetchError(f"page {self._page} was asked for and page {head.get('page')!r} came, perhaps once more")
        told = {"pages": pages, "total": head.get("total"), "lastupdated": head.get("lastupdated")}
        if self._told not in (None, told):
            raise FetchError(f"the answer changed between its pages: first {self._told}, on page {page} {told}")
        self._told = told
        self._seen.add(body.sha256)


def with_parameter(url: str, name: str, value: str) -> str:
    """Address with one parameter set."""
    parts = urlsplit(url)
    others = [(key, text) for key, text in parse_qsl(parts.query, keep_blank_values=True) if key != name]
    return urlunsplit(parts._replace(query=urlencode([*others, (name, value)], safe=":;,")))


def _whole(value: object) -> int | None:
    """A count, which the interface writes as a number or as text."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def page_head(path: Path) -> dict[str, Any]:
    """First element of the list that a page is; the rows after it are not decoded."""
    with path.open("rb") as file:
        text = file.read(_HEAD).decode("utf-8-sig", errors="replace").lstrip()
    head: object = None
    if text.startswith("["):
        with suppress(ValueError, RecursionError):
            head, _ = JSONDecoder().raw_decode(text[1:].lstrip())
    if not isinstance(head, dict):
        raise FetchError('a page is not [{"page": ..., "pages": ...}, [rows]]')
    if "message" in head:
        raise FetchError(f"the interface answers {json.dumps(head['message'])[:200]}")
    return head


def parts_of(file: OfficialFile, max_pages: int) -> Parts:
    """Parts of a file that has an address."""
    match file.paging:
        case None:
            return Parts(file.url or "", max_pages)
        case "world-bank":
            return WorldBankPages(file.url or "", max_pages)
        case unknown:
            raise CatalogueError(f"paging {unknown!r} is not known; known is {WORLD_BANK!r}")
