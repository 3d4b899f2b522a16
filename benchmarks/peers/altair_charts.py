"""The three charts of the page in Altair, as Streamlit, marimo and the static page show them."""

import altair as alt
import pandas as pd

# 195 bars with a name each.
_TALL, _WIDE = 2400, 900


def ranking(latest: pd.DataFrame, code: str) -> alt.Chart:
    """Every country's score, the chosen one in colour."""
    colour = alt.condition(alt.datum.country_code == code, alt.value("#0b2a6b"), alt.value("#868e9a"))
    names = alt.Y("country", sort="-x", title=None, axis=alt.Axis(labelOverlap=False, labelFontSize=9))
    shown = alt.Chart(latest, title="Score of every country, 2025").mark_bar().encode(x="value", y=names, color=colour)
    return shown.properties(width=_WIDE, height=_TALL)


def distribution(latest: pd.DataFrame, code: str) -> alt.Chart:
    """A tick for every country, by region."""
    colour = alt.condition(alt.datum.country_code == code, alt.value("#0b2a6b"), alt.value("#868e9a"))
    shown = alt.Chart(latest, title="Distribution by region").mark_tick().encode(x="value", y="region", color=colour)
    return shown.properties(width=_WIDE, height=160)


def trend(neighbours: pd.DataFrame, code: str, name: str) -> alt.Chart:
    """The chosen country over the editions, with the countries of its region."""
    is_chosen = alt.datum.country_code == code
    shown = alt.Chart(neighbours, title=f"{name} and its region").mark_line().encode(
        x="edition:O", y="value", detail="country_code",
        color=alt.condition(is_chosen, alt.value("#0b2a6b"), alt.value("#d5d9df")),
    )  # fmt: skip
    return shown.properties(width=_WIDE, height=300)
