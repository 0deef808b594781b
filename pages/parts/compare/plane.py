"""The trade-off plane: a dot a query, what is found against the order of the list; a lasso shows the queries."""

from typing import Any

import numpy as np
import streamlit as st

from ladder.comparison import side_by_side
from ladder.comparison.side_by_side import Plane, sentences
from ladder.comparison.side_by_side.plane import INSTEAD, ORDER, RANK
from ladder.words.figures import expert, title
from pages.parts.compare import lists
from pages.parts.compare.keys import VIEW
from pages.parts.compare.pair import Sides
from pages.parts.components import keys, plane, printing
from pages.parts.shell import frame, notices

LAYMAN = (
    "Each dot is a query. Further right: B finds the right one sooner than A does. Further up: the rest of B's list is"
    " in better order. Upper right, B gains both; upper left it pays for order with a later first hit. Draw round dots"
    " to see their queries."
)
EXPERT = (
    "x: rank of the first own item in A less that in B, on the scale sign(x) log10(1 + |x|); where no query has an own"
    f" item, the gain of {title(INSTEAD)}. y: gain of {title(ORDER)}, {expert(ORDER)}. Queries for which one is "
    "undefined are left out. Bars at the edges: histograms of both, heights as square roots."
)


def draw(sides: Sides) -> None:
    """The plane, and the queries that were picked in it."""
    shown = side_by_side.plane(sides.pair, sides.direction, sides.kept)
    if shown is None or not len(shown.rows):
        notices.notice(
            f"{title(ORDER)} was not measured at these queries; `ladder evaluate RUN` measures it.", "warning"
        )
        return
    said = sentences.traded(shown, sides.comparison, sides.direction)
    frame.said(said)
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.what_is_this(VIEW.plane, LAYMAN, EXPERT)
        frame.as_csv(lambda: _table(shown), "trade-off.csv", VIEW.plane)
        printing.draw(keys.KEYS.plane, said, f"{sentences.basis(sides.comparison, sides.direction)}.")
    dots = plane.draw(shown, version=sides.shown, said=said)
    left_out = int(sides.kept.sum()) - len(shown.rows)
    frame.made(
        f"{sentences.basis(sides.comparison, sides.direction)}"
        f"{f'; {left_out:,} queries without a value are left out' if left_out else ''}."
    )
    if len(dots):
        largest = dots[np.argsort(-np.abs(shown.y[dots]), kind="stable")]
        lists.draw(sides, shown.rows[largest], VIEW.plane_list, "queries picked, largest change of order first")


def _table(shown: Plane) -> list[dict[str, Any]]:
    name = "places sooner" if shown.found == RANK else f"gain of {shown.found}"
    return [
        {"query": int(row), name: round(float(x), 4), f"gain of {title(ORDER)}": round(float(y), 4)}
        for row, x, y in zip(shown.rows, shown.x, shown.y, strict=True)
    ]
