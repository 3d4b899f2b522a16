"""The pieces a page is made of; with pages and router the only users of Streamlit."""

from dashboard.components.filters import asked, choose, choose_many, filter_bar, first_asked, typed, wide_place
from dashboard.components.notices import notice
from dashboard.components.page import View, open_page
from dashboard.components.show import show, show_many
from dashboard.components.text import about, cards, contents, heading, links, prose, section

__all__ = [
    "View",
    "about",
    "asked",
    "cards",
    "choose",
    "choose_many",
    "contents",
    "filter_bar",
    "first_asked",
    "heading",
    "links",
    "notice",
    "open_page",
    "prose",
    "section",
    "show",
    "show_many",
    "typed",
    "wide_place",
]
