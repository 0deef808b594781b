"""What every view has: its sentence, what it is, how it was made, its data and its picture."""

import csv
import io
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from ladder.figures import DARK, LIGHT, Theme
from pages.parts.shell import notices
from pages.parts.shell.keys import SHARED

Records = Sequence[dict[str, Any]]
SENTENCE = "margin:0;font-size:1.05rem;line-height:1.45;overflow-wrap:anywhere"
CLOSE = "<style>@media(min-width:768px){[data-testid=stMainBlockContainer]{padding:4.75rem 2.5rem 1rem}}</style>"
UNSEEN = "position:absolute;width:1px;height:1px;margin:0;padding:0;overflow:hidden;clip-path:inset(50%)"
SEARCHED: dict[str, Any] = {
    "type": "search",
    "live": "200ms",
    "max_chars": 300,
}  # while one types
PICTURE = {"format": "png", "scale": 3}
BUTTONS = ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d", "pan2d", "zoom2d"]


def title(name: str, purpose: str) -> None:
    """The page's name and what it is for."""
    st.title(name, anchor=False)
    notices.aside(purpose)


def unseen_title(name: str) -> None:
    """The page's name where its pictures come first, close to the edges: for those who hear the page."""
    st.html(f'{CLOSE}<h1 style="{UNSEEN}">{name}</h1>')


def said(text: str, *, html: bool = False) -> None:
    """A view's one plain sentence, made from its numbers."""
    st.html(f'<p role="status" style="{SENTENCE}">{text if html else notices.in_html(text)}</p>')


def made(text: str) -> None:
    """How a view was made and how far to trust it."""
    notices.aside(text)


def what_is_this(view: str, layman: str, expert: str) -> None:
    """Two voices on what a view shows; the expert's first where the preset asks for it."""
    with st.popover("What is this?", type="tertiary", icon=":material/help:", key=SHARED.what(view)):
        voices = [("In plain words", layman), ("For experts", expert)]
        for who, text in voices[:: -1 if st.session_state.get(SHARED.preset) == "Expert" else 1]:
            st.html(f"<strong>{who}</strong><p style='margin:0 0 0.6rem'>{notices.in_html(text)}</p>")


def link(page: str, label: str, icon: str, query: dict[str, str]) -> None:
    """A link to another page, and to what it shows there."""
    st.page_link(f"{page}.py", label=label, icon=f":material/{icon}:", query_params=query)


def upload_limit(most: int) -> int:
    """Megabytes of an upload: ours, or what the server lets through."""
    return min(most, int(st.get_option("server.maxUploadSize")))


def theme() -> Theme:
    """The colours on the ground that the browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def plot(figure: Callable[[Theme], go.Figure], view: str, *, alt: str) -> None:
    """Draws a figure on the browser's ground; its bar saves it as a picture.

    Args:
        figure: Draws with the colours that it is given.
        view: Its name, and that of the picture's file.
        alt: What a reader who does not see it should know.
    """
    config = {
        "displaylogo": False,
        "modeBarButtonsToRemove": BUTTONS,
        "toImageButtonOptions": {"filename": view, **PICTURE},
    }
    st.plotly_chart(figure(theme()), key=SHARED.picture(view), theme=None, config=config, alt=notices.plain(alt))


def as_csv(rows: Records | Callable[[], Records], file_name: str, view: str) -> None:
    """A button that saves a view's data; made only when it is clicked."""
    st.download_button(
        "CSV",
        lambda: to_csv(rows() if callable(rows) else rows),
        file_name,
        "text/csv",
        key=SHARED.csv(view),
        icon=":material/download:",
        on_click="ignore",
    )


def to_csv(rows: Records) -> str:
    r"""Rows with the same columns as a table with a header.

    Example:
        >>> to_csv([{"rank": 1, "caption": 'a "red" boat, at sea'}])
        'rank,caption\r\n1,"a ""red"" boat, at sea"\r\n'
    """
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=list(rows[0]) if rows else [])
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def chip(text: str, ground: str, ink: str) -> str:
    """A short label on coloured ground, as HTML."""
    style = f"background:{ground};color:{ink};border-radius:1rem;padding:0.1rem 0.6rem;font-size:0.8rem;font-weight:600"
    return f'<span style="{style};white-space:nowrap">{escape(text)}</span>'
