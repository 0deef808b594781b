"""The app. Run with ``streamlit run app.py`` or ``ladder app``.

The main script lies inside ``pages``: beside it there is no folder of that name, which Streamlit would otherwise take
for its own list of pages and open a deep link without the main script.
"""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from pages.parts.headers import SecurityHeaders


def warm_up() -> None:
    """Opens the newest run and searches in it once."""
    from pages.parts import cached  # not before the server runs, which keeps what is cached

    cached.warm_up()


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Warms up beside the start of the server, so that the first visitor need not wait."""
    threading.Thread(target=warm_up, daemon=True).start()
    yield


app = st.App("pages/main.py", lifespan=lifespan, middleware=[Middleware(SecurityHeaders)])
