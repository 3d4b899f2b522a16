"""The pieces a page is made of; with pages and router the only users of Streamlit."""

from dashboard.components.brief import file_to_take, sentences, side_by_side
from dashboard.components.filters import (
    asked,
    asked_pair,
    carry,
    choose,
    choose_many,
    filter_bar,
    first_asked,
    offer,
    typed,
    wide_place,
)
from dashboard.components.memory import arrive
from dashboard.components.notices import notice
from dashboard.components.page import View, open_page
from dashboard.components.reference import downloads, facts
from dashboard.components.show import show, show_beside, show_many
from dashboard.components.snippets import snippets
from dashboard.components.text import about, cards, contents, heading, links, points, prose, section

__all__ = [
    "View",
    "about",
    "arrive",
    "asked",
    "asked_pair",
    "cards",
    "carry",
    "choose",
    "choose_many",
    "contents",
    "downloads",
    "facts",
    "file_to_take",
    "filter_bar",
    "first_asked",
    "heading",
    "links",
    "notice",
    "offer",
    "open_page",
    "points",
    "prose",
    "section",
    "sentences",
    "show",
    "show_beside",
    "show_many",
    "side_by_side",
    "snippets",
    "typed",
    "wide_place",
]
