"""Relevance and similarity of a batch as two tables, as the browser draws them."""

from collections.abc import Callable
from typing import TypedDict

import streamlit as st

from ladder.figures import DARK, LIGHT
from pages.parts.components import scripts

COLOURS = {  # of the cells: from the farthest to the nearest, and the own pairs
    theme.name: {"ramp": [theme.sunken, *theme.levels[::-1]], "own": theme.own} for theme in (LIGHT, DARK)
}
_component = scripts.component("twin_matrix", "batches/twin_matrix.js", "batches/twin_matrix.css")


class MatrixTitles(TypedDict):
    """Of the two tables."""

    relevance: str
    similarity: str


class MatrixWords(TypedDict):
    """What a row and a column are."""

    query: str
    candidate: str


class MatrixData(TypedDict):
    """What is drawn, as the script's ``Data`` says it, the colours apart."""

    version: str
    relevance: str
    similarity: str
    labels: str
    levels: int
    rows: list[int]
    columns: list[int] | None
    texts: list[str]
    images: list[int]
    pictures: str | None
    titles: MatrixTitles
    words: MatrixWords
    focus: int
    ownName: str


def draw(data: MatrixData, *, key: str, clicked: Callable[[int], None]) -> None:
    """Draws the tables.

    Args:
        data: What is drawn.
        key: Of the component.
        clicked: Called with the row of a cell that was clicked.
    """

    def on_click() -> None:
        if (row := st.session_state[key].get("row")) is not None:
            clicked(int(row))

    _component(key=key, data={**data, "colours": COLOURS}, on_row_change=on_click)
