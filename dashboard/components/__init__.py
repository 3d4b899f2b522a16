"""The pieces a page is made of; with pages and router the only users of Streamlit."""

from dashboard.components.filters import choose, choose_many, filter_bar, typed
from dashboard.components.notices import notice
from dashboard.components.page import View, open_page
from dashboard.components.show import show, show_many
from dashboard.components.text import about, cards, heading, links, prose, section

__all__ = [
    "View",
    "about",
    "cards",
    "choose",
    "choose_many",
    "filter_bar",
    "heading",
    "links",
    "notice",
    "open_page",
    "prose",
    "section",
    "show",
    "show_many",
    "typed",
]
