"""Serve the atlas: ``streamlit run app.py``.

The Streamlit script is ``dashboard/router.py``. With the script elsewhere Streamlit does not make pages of the
files in ``pages/`` by itself, and a deep link opened cold is framed correctly.
"""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dashboard import warm
from dashboard.api import ROUTES
from dashboard.api.head import Head
from dashboard.serving import HEALTH, broken, middleware, open_to_the_network

_ROUTER = Path(__file__).parent / "dashboard" / "router.py"


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    # The first visitor would otherwise pay 1 to 4 s for imports. What is alive now lives as long as the
    # process, so the collector need not look at it again.
    open_to_the_network()
    warm.imports_and_release()
    gc.collect()
    gc.freeze()
    # A run makes thousands of short-lived objects and hardly a cycle: look for cycles a hundred times less often.
    gc.set_threshold(70_000, 10, 10)
    yield


_routes = (*ROUTES, *HEALTH)

# Middleware that changes pages goes behind ours: it then has our headers, doors and limits too.
app = st.App(
    _ROUTER,
    lifespan=_lifespan,
    routes=_routes,
    middleware=[*middleware(_routes), Middleware(Head)],
    exception_handlers={Exception: broken},
)
