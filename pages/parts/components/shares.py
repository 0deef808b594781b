"""Better, equal, worse as the browser draws it: a bar a figure, each part of it a button."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from pages.parts.components import scripts
from pages.parts.components.keys import KEYS

_component = scripts.component(
    "compare_shares", "compare/shares.js", "compare/shares.css", html='<div class="shares"></div>'
)


def draw(rows: Sequence[dict[str, Any]], picked: tuple[str, str] | None, *, version: str, names: Sequence[str]) -> None:
    """Draws the bars.

    Args:
        rows: A figure each: ``figure``, ``label``, ``shares`` and ``counts`` by outcome, ``clear`` and ``said``.
        picked: The figure and the outcome of the part that is picked.
        version: Changes with what is drawn; what was picked belongs to it.
        names: Of both runs.
    """
    chosen = picked and dict(zip(("figure", "outcome"), picked, strict=True))
    _component(
        key=KEYS.shares,
        data={"version": version, "names": names, "rows": rows, "picked": chosen},
        on_picked_change=lambda: None,
    )


def picked(version: str) -> tuple[str, str] | None:
    """The figure and the outcome of the part that was clicked in a drawing of this version."""
    found = (st.session_state.get(KEYS.shares) or {}).get("picked") or {}
    return (found["figure"], found["outcome"]) if found.get("version") == version else None
