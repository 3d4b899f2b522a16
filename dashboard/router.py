"""The script of every session: which pages there are, and the one place that turns an error into a sentence."""

import logging

import streamlit as st

from dashboard import formats
from dashboard.components import arrive, embedding, flow, notice
from dashboard.components.memory import refuse_dated
from dashboard.components.navigation import page_of
from dashboard.errors import DashboardError
from dashboard.menu import ATLAS, ENTRIES
from dashboard.serving.metrics import run_of

_log = logging.getLogger("dashboard")


def run() -> None:
    """Draw the page that the address names."""
    page = st.navigation(
        [page_of(entry) for entry in ENTRIES],
        expanded=True,
        position="hidden" if embedding.is_framed() else "sidebar",
    )
    # After st.navigation, which would otherwise set the title of the browser tab once more.
    st.set_page_config(page_title=f"{page.title} \u2013 {ATLAS}", layout="wide")
    with run_of(page.url_path) as measured:
        flow.begin()
        formats.begin(st.context.locale)
        arrive(page.url_path)
        embedding.begin()
        try:
            page.run()
        except DashboardError as problem:
            notice(str(problem))
        except Exception as problem:
            if refuse_dated():
                # An older release may have been built with other tables: the newest is shown, with a notice.
                _log.warning("The page %s could not be drawn from an older release: %r", page.title, problem)
                st.rerun()
            measured.fail()
            _log.exception("The page %s could not be drawn", page.title)
            notice("This page could not be drawn. The error has been logged; the other pages still work.")
        embedding.finish()
        flow.flush()


run()
