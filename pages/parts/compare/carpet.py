"""The coherence carpet: the level of what stands at each rank, for every query, in both runs; a drag shows queries."""

import base64
import html
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from ladder.comparison import side_by_side
from ladder.comparison.side_by_side import CUTS, SORTS, Beside, Carpet, Means, sentences
from ladder.comparison.side_by_side.carpet import FIFTHS, Cuts, Sort, overall
from ladder.comparison.side_by_side.verdict import WAYS
from ladder.figures import DARK, LIGHT, Theme
from pages.parts.compare import bar, lists
from pages.parts.compare.pair import Sides
from pages.parts.components import assets
from pages.parts.shell import frame

STYLE = assets.read("compare.css")
SCRIPT = assets.read("compare_canvas.js", "carpet.js")
HEIGHT = 620  # pixels
ORDER = "cs@100"
LAYMAN = (
    "Every row is a query, every column a rank, and the colour says how relevant what stands there is. A coherent run "
    "fades evenly from strong on the left to weak on the right; an incoherent one is speckled all over. On the right, "
    "purple is where B has the more relevant item, orange where A has. Drag over rows to see their queries."
)
EXPERT = (
    "Cells: the judge's relevance by common cuts, or by each query's own adaptive levels (of its whole gallery, at "
    "most five). Rows share one order. Below: mean relevance by rank with its 95 % bootstrap interval over images, "
    "dotted the best possible order. More rows than pixels are averaged in colour, not in relevance."
)
MARKUP = (
    '<div class="carpet"><canvas tabindex="0" role="img"></canvas><div class="tip" hidden></div>'
    '<p class="live" aria-live="polite"></p></div>'
)
_component = st.components.v2.component("compare_carpet", html=MARKUP, css=STYLE, js=SCRIPT)


def draw(sides: Sides) -> None:
    """The carpets, the column means, and the queries of the rows that were picked."""
    pair, rows = sides.beside, sides.rows
    change = _overall(sides.shown, pair, rows)
    a, b = (float(side.relevance[rows].mean()) for side in pair.sides)
    said = sentences.woven(a, b, change, pair.ideal.shape[1])
    frame.said(said)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by, sort = _choices(pair, sides)
        means = _means(sides.shown, pair, rows)
        frame.what_is_this("compare_carpet", LAYMAN, EXPERT)
        frame.as_csv(partial(_table, means), "relevance-by-rank.csv", "compare_carpet_csv")
    cuts = side_by_side.cuts_of(pair, by)
    woven = side_by_side.carpet(pair, sides.score(ORDER), rows, cuts, sort)
    st.html(_legend(cuts))
    version = f"{sides.shown}|{by}|{sort}"
    state = _component(
        key="compare_carpet",
        data=_data(woven, means, sides, version) | {"sorted": _sorted(sort), "alt": said, "said": _said(cuts)},
        default={"picked": None},
        on_picked_change=lambda: None,
    )
    frame.made(
        f"{sentences.basis(sides.comparison, sides.direction)}; {WAYS[sides.direction]}; the first run of each side."
    )
    picked = _picked(state.picked, woven, version)
    if len(picked):
        lists.draw(sides, picked, "compare_carpet_list", "queries picked, in the order of the rows")


def _choices(pair: Beside, sides: Sides) -> tuple[Cuts, Sort]:
    """What the levels are, and the order of the rows."""
    sort = st.segmented_control(
        "Sort by CS@100",
        list(SORTS),
        default="change",
        format_func=SORTS.__getitem__,
        required=True,
        key="compare_sort",
    )
    if sides.preset == "Demo":
        return _fitting(pair), sort
    by = st.selectbox(
        "Levels",
        list(CUTS),
        list(CUTS).index(_fitting(pair)),
        format_func=CUTS.__getitem__,
        key="compare_levels",
        width=230,
    )
    return by, sort


def _fitting(pair: Beside) -> Cuts:
    """Fifths of the scale, unless the judge's degrees are so low that even the best order would be of one colour."""
    return "fifths" if float(np.median(pair.ideal)) >= FIFTHS[3] else "ideal"


def _sorted(sort: Sort) -> str:
    return "as they came" if sort == "file" else f"by {SORTS[sort]}{' of CS@100' if sort == 'change' else ', CS@100'}"


def _data(woven: Carpet, means: dict[str, Means], sides: Sides, version: str) -> dict[str, Any]:
    """What the component draws."""
    a, b = bar.names(sides)
    drawn = [means[name] for name in ("a", "b", "difference")]
    most = 1.08 * max(float(mean.high.max()) for mean in drawn[:2])
    return {
        "version": version,
        "cells": base64.b64encode(woven.cells.tobytes()).decode(),
        "rows": len(woven.rows),
        "columns": woven.cells.shape[1],
        "height": HEIGHT,
        "titles": [f"A {a}", f"B {b}", "difference: B − A"],
        "means": [{part: np.round(getattr(mean, part), 4).tolist() for part in Means._fields} for mean in drawn],
        "ideal": np.round(means["ideal"].value, 4).tolist(),
        "most": most,
        "reach": max(1e-3, 1.15 * float(max(abs(drawn[2].low.min()), abs(drawn[2].high.max())))),
        "light": _colours(LIGHT),
        "dark": _colours(DARK),
    }


def _colours(theme: Theme) -> dict[str, Any]:
    names = ("paper", "ink", "quiet", "first", "second")
    return {name: getattr(theme, name) for name in names} | {"levels": [theme.own, *theme.levels, theme.grid]}


def _said(cuts: tuple[float, ...] | None) -> list[str]:
    """What each level is called in the component."""
    return ["own pair", *(f"level {level}" for level in range(1, 6)), "on no level"]


def _legend(cuts: tuple[float, ...] | None) -> str:
    """What the colours mean."""
    below = ["", *(f", {cut:.2f} and more" if cut > 1e-3 else ", above 0" for cut in cuts or ())]
    texts = ["own pair", *(f"level {level}{below[level] if cuts else ''}" for level in range(1, 6))]
    if cuts:
        texts.append("nothing" if cuts[-1] < 1e-3 else "less")
    light, dark = ([theme.own, *theme.levels, theme.grid] for theme in (LIGHT, DARK))
    box = "display:inline-block;width:0.9rem;height:0.9rem;border-radius:3px;margin-right:0.35rem;vertical-align:-2px"
    items = "".join(
        f'<span style="white-space:nowrap"><span style="{box};background:light-dark({a},{b})"></span>'
        f"{html.escape(text)}</span>"
        for text, a, b in zip(texts, light, dark, strict=False)
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:0.2rem 1rem;font-size:0.85rem">{items}</div>'


def _picked(picked: dict[str, Any] | None, woven: Carpet, version: str) -> np.ndarray:
    """The queries of the rows that were picked in this very drawing."""
    if not picked or picked.get("version") != version or not picked.get("brush"):
        return np.empty(0, dtype=np.int64)
    first, last = picked["brush"]
    return woven.rows[max(0, int(first)) : int(last)]


def _table(means: dict[str, Means]) -> list[dict[str, Any]]:
    depth = len(means["a"].value)
    return [
        {"rank": rank + 1}
        | {
            f"{name} {part}".removesuffix(" value"): round(float(getattr(mean, part)[rank]), 5)
            for name, mean in means.items()
            for part in Means._fields
        }
        for rank in range(depth)
    ]


@st.cache_data(max_entries=16, show_spinner=False)
def _means(version: str, _pair: Beside, _rows: np.ndarray) -> dict[str, Means]:
    return side_by_side.means_by_rank(_pair, _rows)


@st.cache_data(max_entries=16, show_spinner=False)
def _overall(version: str, _pair: Beside, _rows: np.ndarray) -> tuple[float, float, float]:
    return overall(_pair, _rows)
