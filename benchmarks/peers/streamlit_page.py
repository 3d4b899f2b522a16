"""The page as a competent author writes it in plain Streamlit: figures kept, charts in Altair."""

import os
from pathlib import Path

import pandas as pd
import streamlit as st

from benchmarks.peers.altair_charts import distribution, ranking, trend

FOLDER = Path(os.environ["PEERS_DATA"])


@st.cache_data
def _scores() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "scores.csv", dtype={"edition": str}, keep_default_na=False)


st.set_page_config("AI readiness", layout="wide")
scores = _scores()
latest = scores[scores["edition"] == "2025"].sort_values("rank")
names = dict(zip(latest["country_code"], latest["country"], strict=True))

st.title("How ready are governments for AI?")
code = st.selectbox("Country", sorted(names, key=names.__getitem__), format_func=names.__getitem__)
region = latest.loc[latest["country_code"] == code, "region"].item()
st.altair_chart(trend(scores[scores["region"] == region], code, names[code]))
st.altair_chart(distribution(latest, code))
st.altair_chart(ranking(latest, code))
st.dataframe(latest, hide_index=True)
st.download_button("Download CSV", scores.to_csv(index=False), "scores.csv")
