"""Relevance and similarity of a batch as two tables, as the browser draws them."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from ladder.figures import DARK, LIGHT
from pages.parts.components import scripts

COLOURS = {  # of the cells: from the farthest to the nearest, and the own pairs
    theme.name: {"ramp": [theme.sunken, *theme.levels[::-1]], "own": theme.own} for theme in (LIGHT, DARK)
}
_component = scripts.component("twin_matrix", "batches/twin_matrix.js", "batches/twin_matrix.css")


def draw(data: dict[str, Any], *, key: str, clicked: Callable[[int], None]) -> None:
    """Draws the tables.

    Args:
        data: What ``assets/components/batches/twin_matrix.js`` says that it reads, the colours apart.
        key: Of the component.
        clicked: Called with the row of a cell that was clicked.
    """

    def on_click() -> None:
        if (row := st.session_state[key].get("row")) is not None:
            clicked(int(row))

    _component(key=key, data=data | {"colours": COLOURS}, on_row_change=on_click)
