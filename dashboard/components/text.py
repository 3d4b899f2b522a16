"""Words on a page: heading, sections, cards, links."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

import streamlit as st

from dashboard.brief import Way
from dashboard.components import flow
from dashboard.components.carried import with_carried
from dashboard.components.dated import say_newer
from dashboard.components.navigation import page_of
from dashboard.components.notices import notices
from dashboard.components.page import View, current_view
from dashboard.components.share import share
from dashboard.menu import ENTRIES, Entry, entry
from dashboard.permalink import permalink
from dashboard.words import with_articles

# Plain HTML outside Streamlit: it works where nothing else does.
_STATEMENT = '<p><a href="./accessibility-statement" target="_self">Accessibility statement</a></p>'


def _said(text: str) -> str:
    """Sentences of our own as HTML."""
    return escape(with_articles(text))


def heading(view: View, finding: str, lede: str) -> None:
    """The finding as the page's title, one line under it, the link of the view, and what could not be done as asked."""
    flow.write(f"<h1>{_said(finding)}</h1><p class=lede>{_said(lede)}</p>")
    say_newer(view)
    notices(view)
    flow.write(share(view))


def section(title: str, text: str = "") -> None:
    """A heading between parts of a page."""
    words = f"<p class=subtitle>{_said(text)}</p>" if text else ""
    flow.write(f"<h2 class=section>{escape(title)}</h2>{words}")


def prose(*paragraphs: str) -> None:
    """Plain paragraphs; nothing where there are none."""
    if paragraphs:
        flow.write("".join(f"<p class=prose>{_said(text)}</p>" for text in paragraphs))


def points(groups: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Small headings, and under each its sentences, one to a line."""
    parts = []
    for title, sentences in groups:
        items = "".join(f"<li>{_said(text)}</li>" for text in sentences)
        parts.append(f"<h3>{escape(title)}</h3><ul class=points>{items}</ul>")
    if parts:
        flow.write("".join(parts))


def cards(items: Sequence[tuple[str, str, str, Way]]) -> None:
    """Up to four short facts, each a link to the view in which its numbers stand: label, value, remark, way."""
    view = current_view()
    body = "".join(_card(view, *item) for item in items)
    flow.write(f"<dl class=cards>{body}</dl>")


def _card(view: View, label: str, value: str, remark: str, way: Way) -> str:
    # No more than the way says: another region of the reader's would be another view than the one with these numbers.
    asked = {name: (value,) for name, value in way.parameters}
    dated = "" if view.newest is None else view.release.id
    address = escape(permalink(entry(way.page).address, asked, dated), quote=True)
    # Heard alone, the value must say of what.
    link = f'<a href="{address}" target="_self" aria-label="{escape(f"{label}: {value}", quote=True)}">'
    return (
        f"<div class=card><dt>{escape(label)}</dt><dd class=value>{link}{escape(value)}</a></dd>"
        f"<dd class=remark>{_said(remark)}</dd></div>"
    )


def about(*paragraphs: str) -> None:
    """About these figures: method and cautions at the end of a page."""
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    flow.write(f"<section class=about><h2>About these figures</h2>{body}{_STATEMENT}</section>")


def links(entries: Sequence[tuple[str, str, Mapping[str, str | Sequence[str]]]]) -> None:
    """Ways on to other pages, carrying the choices: name of the page, label, query parameters."""
    view = current_view()
    ways = [(name, label, with_carried(view, entry(name), told)) for name, label, told in entries]

    def drawn() -> None:
        with st.container(horizontal=True, gap="medium"):
            for name, label, parameters in ways:
                st.page_link(page_of(entry(name)), label=label, query_params=parameters)

    if ways:
        flow.draw(f"links {ways!r}", drawn)


def contents(parameters: Mapping[str, str]) -> None:
    """The way into every page but the front page: its question and one line, carrying the choices."""
    view = current_view()
    ways = [(page, with_carried(view, page, _understood(page, parameters))) for page in ENTRIES if page.address]

    def drawn() -> None:
        with st.container(key="contents"):
            for page, carried in ways:
                label = f"**{page.question}** {page.offer}"
                st.page_link(page_of(page), label=label, query_params=carried, width="stretch")

    flow.draw(f"contents {[carried for _, carried in ways]!r}", drawn)


def _understood(page: Entry, parameters: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in parameters.items() if name in page.takes}
