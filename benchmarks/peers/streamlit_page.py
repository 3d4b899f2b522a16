"""The page as a competent author writes it in plain Streamlit: figures kept, charts in Altair, boundaries served."""

import streamlit as st

from benchmarks.peers.altair_charts import distribution, parts, ranking, trend, world_map
from benchmarks.peers.rows import FOLDER, Rows


@st.cache_resource
def _rows() -> Rows:
    return Rows()


st.set_page_config("AI readiness", layout="wide")
rows = _rows()

st.title("How ready are governments for AI?")
code = st.selectbox("Country", list(rows.names), format_func=rows.names.__getitem__)
st.altair_chart(ranking(rows, code))
st.altair_chart(world_map(rows, code, "app/static/world-equal-earth.json"))
st.altair_chart(distribution(rows, code))
st.altair_chart(trend(rows, code))
st.altair_chart(parts(rows, code))
st.dataframe(rows.table, hide_index=True)
st.download_button("Download CSV", (FOLDER / "scores.csv").read_bytes(), "scores.csv")
