"""Messages, and text from outside shown as it is: nothing in it is read as markup."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import streamlit as st

from ladder.errors import LadderError
from ladder.figures.theme import either

Severity = Literal["info", "warning"]
TINT = {  # ground and edge
    "info": (either(lambda theme: theme.info), either(lambda theme: theme.second)),
    "warning": (either(lambda theme: theme.warning), either(lambda theme: theme.first)),
}


def in_html(message: str) -> str:
    """A message as HTML: what stands in backticks is set as code, all else is shown as it is."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(message))


def plain(message: str) -> str:
    """A message for who hears it, and for a file: without the marks of code.

    Example:
        >>> plain("`beta` holds other items")
        'beta holds other items'
    """
    return re.sub(r"`([^`]*)`", r"\1", message)


def sentence(message: str) -> str:
    """An error's text (lower case, no full stop) as a sentence.

    Example:
        >>> sentence("the query is empty; type a few words")
        'The query is empty; type a few words.'
    """
    return message[:1].upper() + message[1:] + ("" if message.endswith((".", "!", "?")) else ".")


def notice(message: str, kind: Severity = "info") -> None:
    """Says something beside the results, never as Markdown: a message may name what a data set or a link holds."""
    ground, edge = TINT[kind]
    role = "alert" if kind == "warning" else "status"
    style = f"background:{ground};border-left:4px solid {edge};border-radius:0.5rem;padding:0.7rem 1rem"
    st.html(f'<div role="{role}" style="{style};overflow-wrap:anywhere">{in_html(message)}</div>')


def aside(message: str) -> None:
    """Says something in a quieter voice."""
    st.html(f'<p style="margin:0;font-size:0.875rem;opacity:0.78;overflow-wrap:anywhere">{in_html(message)}</p>')


@contextmanager
def friendly() -> Iterator[None]:
    """Shows a user's mistake as one sentence in place of what could not be drawn."""
    try:
        yield
    except LadderError as error:
        notice(sentence(str(error)), "warning")
