"""The pieces of a page as plain HTML, by their names in ``dashboard.components``; widgets are left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dashboard.brief import Part as Words
from dashboard.brief import Sentence, Way
from dashboard.figure import Figure
from dashboard.markup import Ways, link
from dashboard.menu import ENTRIES, entry
from dashboard.permalink import permalink
from dashboard.plain.figures import whole
from dashboard.plain.page import Part, View
from dashboard.plain.ways import page_address, up, ways
from dashboard.tables import WholeTable
from dashboard.words import count, file_size, with_articles


@dataclass
class Writer:
    """Writes the parts of one page, one after the other.

    Attributes
    ----------
    address : str
        Of the page.
    level : int
        Of the next figure's heading: one below a section's once there was one.
    """

    address: str
    level: int = 2

    @property
    def how(self) -> Ways:
        """How its links are written."""
        return ways(self.address)

    def written(self, part: Part) -> str:
        """The HTML of a part."""
        write = _PIECES.get(part.said.piece)
        return write(self, part.view, *part.said.told) if write else ""


def _said(text: str) -> str:
    """Sentences of our own as HTML."""
    return escape(with_articles(text))


def _show(writer: Writer, view: View, figure: Figure, *_: object) -> str:
    return whole(figure, view, writer.address, writer.level)


def _section(writer: Writer, _: View, title: str, text: str = "") -> str:
    writer.level = 3
    return f'<h2 class="part">{escape(title)}</h2>' + (f'<p class="sub">{_said(text)}</p>' if text else "")


def _prose(_: Writer, __: View, *paragraphs: str) -> str:
    return "".join(f"<p>{_said(text)}</p>" for text in paragraphs)


def _points(_: Writer, __: View, groups: Iterable[tuple[str, Sequence[str]]]) -> str:
    return "".join(
        f"<h3>{escape(title)}</h3><ul>{''.join(f'<li>{_said(text)}</li>' for text in sentences)}</ul>"
        for title, sentences in groups
    )


def _target(writer: Writer, way: Way) -> str:
    """Where a number stands, as seen from the page."""
    parameters = {name: (value,) for name, value in way.parameters}
    return escape(writer.how.within(permalink(entry(way.page).address, parameters)), quote=True)


def _cards(writer: Writer, _: View, items: Sequence[tuple[str, str, str, Way]]) -> str:
    body = "".join(
        f'<div><dt>{escape(label)}</dt><dd class="value"><a href="{_target(writer, way)}">{escape(value)}</a></dd>'
        f"<dd>{_said(remark)}</dd></div>"
        for label, value, remark, way in items
    )
    return f'<dl class="cards">{body}</dl>'


def _facts(writer: Writer, _: View, items: Sequence[tuple[str, Sequence[str]]]) -> str:
    def said(text: str) -> str:
        is_address = text.startswith(("https://", "http://"))
        return link(text.split("://", 1)[1].rstrip("/"), text, writer.how) if is_address else escape(text)

    body = "".join(
        f"<div><dt>{escape(label)}</dt>{''.join(f'<dd>{said(text)}</dd>' for text in texts)}</div>"
        for label, texts in items
    )
    return f'<dl class="facts">{body}</dl>'


def _list(items: Iterable[tuple[str, str, str]], kind: str = "ways") -> str:
    """Links one under the other: address, words, and what follows them."""
    said = (
        f'<li><a href="{escape(address, quote=True)}">{escape(text)}</a>{f" {escape(more)}" if more else ""}</li>'
        for address, text, more in items
    )
    return f'<ul class="{kind}">{"".join(said)}</ul>'


def _links(
    writer: Writer, _: View, entries: Sequence[tuple[str, str, Mapping[str, str | Sequence[str]]]], *__: object
) -> str:
    def address(name: str, told: Mapping[str, str | Sequence[str]]) -> str:
        parameters = {key: (value,) if isinstance(value, str) else tuple(value) for key, value in told.items()}
        return writer.how.within(permalink(entry(name).address, parameters))

    return _list((address(name, told), label, "") for name, label, told in entries) if entries else ""


def _contents(writer: Writer, *_: object) -> str:
    lead = up(writer.address)
    return _list((lead + page_address(page), page.question, page.offer) for page in ENTRIES if page.address)


def _directory(writer: Writer, _: View, items: Iterable[tuple[str, str, str]]) -> str:
    """Plain pages by name: address relative to the atlas, name, and what follows it."""
    lead = up(writer.address)
    return _list(((lead + address, name, more) for address, name, more in items), "directory")


def _about(_: Writer, __: View, *paragraphs: str) -> str:
    return f'<section class="about"><h2>About these figures</h2>{_prose(_, __, *paragraphs)}</section>'


def _sentences(writer: Writer, view: View, said: Sequence[Sentence]) -> str:
    def written(part: Words) -> str:
        if part.way is None:
            return escape(part.text)
        return f'<a href="{_target(writer, part.way)}">{escape(part.text)}</a>'

    items = ("".join(map(written, parts)) for parts in said)
    return f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>"


def _snippets(_: Writer, __: View, items: Iterable[Any]) -> str:
    return "".join(
        f"<h3>{escape(item.tool)}</h3>{f'<p>{escape(item.how)}</p>' if item.how else ''}"
        f"<pre><code>{escape(item.code)}</code></pre>"
        for item in items
    )


def _file(writer: Writer, _: View, address: str, label: str) -> str:
    target = escape(up(writer.address) + address, quote=True)
    return f'<p class="files"><a href="{target}" download>{escape(label)}</a></p>'


def _downloads(writer: Writer, _: View, tables: Sequence[WholeTable], caption: str) -> str:
    lead = up(writer.address)

    def row(found: WholeTable) -> str:
        links = ", ".join(
            f'<a href="{escape(lead + file.address, quote=True)}" download>{file.extension.upper()}</a> '
            f"{file_size(file.byte_count)}"
            for file in found.files
        )
        rows = f'<td class="number">{count(found.row_count)}</td>'
        return f'<tr><th scope="row">{escape(found.name)}</th>{rows}<td>{links}</td></tr>'

    head = '<tr><th scope="col">Table</th><th scope="col" class="number">Rows</th><th scope="col">Files</th></tr>'
    return (
        f'<div class="table-box" role="group" tabindex="0" aria-label="{escape(caption, quote=True)}">'
        f"<table><caption>{escape(caption)}</caption><thead>{head}</thead>"
        f"<tbody>{''.join(map(row, tables))}</tbody></table></div>"
    )


_PIECES: Mapping[str, Callable[..., str]] = {
    "show": _show, "section": _section, "prose": _prose, "points": _points, "cards": _cards, "facts": _facts,
    "links": _links, "contents": _contents, "directory": _directory, "about": _about, "sentences": _sentences,
    "snippets": _snippets, "file_to_take": _file, "downloads": _downloads,
}  # fmt: skip
