"""The trade-off plane: a dot a query, what is found against the order of the list; a lasso shows the queries."""

import base64
from typing import Any

import numpy as np
import streamlit as st

from ladder.comparison import side_by_side
from ladder.comparison.names import title
from ladder.comparison.side_by_side import QUADRANTS, Plane, sentences
from ladder.comparison.side_by_side.plane import RANK
from ladder.comparison.side_by_side.verdict import WAYS
from ladder.figures import DARK, LIGHT, Theme
from pages.parts.compare import lists
from pages.parts.compare.pair import Sides
from pages.parts.components import assets
from pages.parts.shell import frame, notices

STYLE = assets.read("compare.css")
SCRIPT = assets.read("compare_canvas.js", "plane.js")
HEIGHT = 520  # pixels
LAYMAN = (
    "Each dot is a query. Further right: B finds the right one sooner than A does. Further up: the rest of B's list is"
    " in better order. Upper right, B gains both; upper left it pays for order with a later first hit. Draw round dots"
    " to see their queries."
)
EXPERT = (
    "x: rank of the first own item in A less that in B, on the scale sign(x) log10(1 + |x|); where no query has an own"
    " item, the gain of nDCG@50. y: gain of CS@100 (tau-b over the first hundred). Queries for which one is undefined "
    "are left out. Bars at the edges: histograms of both, heights as square roots."
)
BUTTONS = "".join(f'<button type="button" class="{name}" aria-pressed="false"></button>' for name in QUADRANTS)
MARKUP = (
    f'<div class="plane" style="--height:{HEIGHT}px"><canvas tabindex="0" role="img"></canvas>{BUTTONS}'
    '<div class="tip" hidden></div><p class="live" aria-live="polite"></p></div>'
)
_component = st.components.v2.component("compare_plane", html=MARKUP, css=STYLE, js=SCRIPT)


def draw(sides: Sides) -> None:
    """The plane, and the queries that were picked in it."""
    shown = side_by_side.plane(sides.pair, sides.direction, sides.kept)
    if shown is None or not len(shown.rows):
        notices.notice("CS@100 was not measured at these queries; `ladder evaluate RUN` measures it.", "warning")
        return
    said = sentences.traded(shown, sides.comparison, sides.direction)
    frame.said(said)
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.what_is_this("compare_plane", LAYMAN, EXPERT)
        frame.as_csv(lambda: _table(shown), "trade-off.csv", "compare_plane_csv")
    state = _component(
        key="compare_plane", data=_data(shown, sides, said), default={"picked": None}, on_picked_change=lambda: None
    )
    left_out = int(sides.kept.sum()) - len(shown.rows)
    frame.made(
        f"{sentences.basis(sides.comparison, sides.direction)}; {WAYS[sides.direction]}"
        f"{f'; {left_out:,} queries without a value are left out' if left_out else ''}."
    )
    rows = _picked(state.picked, shown, sides)
    if len(rows):
        lists.draw(sides, rows, "compare_plane_list", "queries picked, largest change of order first")


def _data(shown: Plane, sides: Sides, said: str) -> dict[str, Any]:
    """What the component draws."""
    is_rank = shown.found == RANK
    return {
        "version": sides.shown,
        "x": base64.b64encode(shown.x.astype("<f4").tobytes()).decode(),
        "y": base64.b64encode(shown.y.astype("<f4").tobytes()).decode(),
        "log": is_rank,
        "height": HEIGHT,
        "names": shown.named(),
        "xTitle": "places by which B finds the own pair sooner" if is_rank else f"gain of {title(shown.found)}",
        "xShort": "own pair" if is_rank else title(shown.found),
        "yTitle": "gain of CS@100, the order of the list",
        "alt": f"A dot a query: change of what is found against change of order. {said}",
        "light": _colours(LIGHT),
        "dark": _colours(DARK),
    }


def _colours(theme: Theme) -> dict[str, str]:
    names = ("ink", "quiet", "grid", "first", "second", "unlevelled")
    return {name: getattr(theme, name) for name in names} | {"mixed": theme.others[1]}


def _picked(picked: dict[str, Any] | None, shown: Plane, sides: Sides) -> np.ndarray:
    """The queries that were picked in this very drawing, the largest change of order first."""
    if not picked or picked.get("version") != sides.shown:
        return np.empty(0, dtype=np.int64)
    dots = np.array([dot for dot in picked.get("dots", ()) if 0 <= dot < len(shown.rows)], dtype=np.int64)
    return shown.rows[dots[np.argsort(-np.abs(shown.y[dots]), kind="stable")]]


def _table(shown: Plane) -> list[dict[str, Any]]:
    name = "places sooner" if shown.found == RANK else f"gain of {shown.found}"
    return [
        {"query": int(row), name: round(float(x), 4), "gain of CS@100": round(float(y), 4)}
        for row, x, y in zip(shown.rows, shown.x, shown.y, strict=True)
    ]
