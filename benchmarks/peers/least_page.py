"""The least that Streamlit can draw at a choice: a selector, and five charts of one word each in place."""

import pyarrow as pa
import streamlit as st

from benchmarks.peers.rows import Rows

#: Its rows travel apart, so that a chart that stands is not made anew.
SPEC = {
    "data": {"name": "source"}, "width": 300, "height": 100, "mark": "text",
    "encoding": {"text": {"field": "country", "type": "nominal"}},
}  # fmt: skip


@st.cache_resource
def _names() -> list[str]:
    return list(Rows().names.values())


# What was drawn once is sent again as it was made, as the atlas does, so that what is left is the browser's.
@st.cache_resource
def _draw(name: str) -> None:
    for number in range(5):
        st.vega_lite_chart(spec=SPEC | {"datasets": {"source": pa.table({"country": [name]})}}, key=str(number))


st.set_page_config("AI readiness", layout="wide")
_draw(st.selectbox("Country", _names()))
