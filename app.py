"""The app. Run with ``streamlit run app.py`` or ``ladder app``.

The main script lies inside ``pages``: beside it there is no folder of that name, which Streamlit would otherwise take
for its own list of pages and open a deep link without the main script.
"""

import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware
from streamlit import runtime

from pages.parts.components import items, places, scripts
from pages.parts.shell import notices, pictures
from pages.parts.shell.headers import SecurityHeaders


def warm_up() -> None:
    """Opens the runs that a visitor meets first, once the server runs, which keeps what is cached."""
    while not runtime.exists():
        time.sleep(0.05)
    from pages.parts.start import warming

    warming.warm_up()


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Warms up beside the start of the server, so that the first visitor need not wait."""
    threading.Thread(target=warm_up, daemon=True).start()
    yield


def on_script_error(error: Exception) -> bool:
    """One sentence in place of a traceback; the traceback goes to the log."""
    logging.getLogger("ladder").error("a page failed", exc_info=error)
    notices.notice(
        "Something went wrong here, and the log says what. Reset, on the page Start, brings all back.", "warning"
    )
    return True


app = st.App(
    "pages/main.py",
    lifespan=lifespan,
    routes=[*pictures.ROUTES, *places.ROUTES, *items.ROUTES, *scripts.ROUTES],
    on_script_error=on_script_error,
    middleware=[Middleware(SecurityHeaders)],
)
