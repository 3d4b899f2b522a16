"""The peer of the rerun benchmark: the readiness page as one would plainly write it with Streamlit.

Connects in every run, hands pandas frames to ``st.altair_chart``, and shows the ranking in ``st.dataframe``.
"""

import os
from pathlib import Path

import altair as alt
import duckdb
import streamlit as st

RELEASES = Path(os.environ["ATLAS_DATA_DIR"]) / "releases"
FILE = RELEASES / (RELEASES / "current").read_text(encoding="utf-8").strip() / "atlas.duckdb"
SCORES = """
    SELECT c.name AS country, c.un_region AS region, s.edition, s.value, s.rank
    FROM score s JOIN country c USING (country_code)
    WHERE s.index_id = 'gairi' AND s.measure_id = 'total'
"""

connection = duckdb.connect(str(FILE), read_only=True)
scores = connection.sql(SCORES).df()
latest = scores[scores["edition"] == "2025"].sort_values("rank")

st.title("AI readiness")
region = st.selectbox("Region", sorted(latest["region"].dropna().unique()))
inside = latest[latest["region"] == region]
series = scores[scores["country"].isin(inside["country"].head(5))]
st.altair_chart(alt.Chart(inside).mark_bar().encode(x="value", y=alt.Y("country", sort="-x")))
st.altair_chart(alt.Chart(latest).mark_tick().encode(x="value", color="region"))
st.altair_chart(alt.Chart(series).mark_line(point=True).encode(x="edition", y="value", color="country"))
st.dataframe(latest, hide_index=True)
st.download_button("Download CSV", latest.to_csv(index=False), "scores.csv")
