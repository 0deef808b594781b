"""The coherence carpet: the level of what stands at each rank, for every query, in both runs; a drag shows queries."""

import html
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from ladder.comparison import side_by_side
from ladder.comparison.side_by_side import CUTS, SORTS, Beside, Means, sentences
from ladder.comparison.side_by_side.carpet import FIFTHS, Cuts, Sort, overall
from ladder.figures import DARK, LIGHT
from ladder.search.ranking import LEVEL_COLOURS
from ladder.words import rungs
from ladder.words.figures import title
from pages.parts.compare import bar, lists
from pages.parts.compare.keys import KEYS, VIEW
from pages.parts.compare.pair import Sides
from pages.parts.components import carpet, printing
from pages.parts.shell import frame

ORDER = "cs@100"
LEVELS = (*map(rungs.level, range(LEVEL_COLOURS + 1)), rungs.level(-1))
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


def draw(sides: Sides) -> None:
    """The carpets, the column means, and the queries of the rows that were picked."""
    pair, rows = sides.beside, sides.rows
    change = _overall(sides.shown, pair, rows)
    a, b = (float(side.relevance[rows].mean()) for side in pair.sides)
    said = sentences.woven(a, b, change, pair.ideal.shape[1])
    frame.said(said)
    saving = st.container(horizontal=True, vertical_alignment="bottom")
    with saving:
        by, sort = _choices(pair, sides)
        means = _means(sides.shown, pair, rows)
        frame.what_is_this(VIEW.carpet, LAYMAN, EXPERT)
        frame.as_csv(partial(_table, means), "relevance-by-rank.csv", VIEW.carpet)
    cuts = side_by_side.cuts_of(pair, by)
    woven = side_by_side.carpet(pair, sides.score(ORDER), rows, cuts, sort)
    basis = f"{sentences.basis(sides.comparison, sides.direction)}; the first run of each side."
    with st.container(key=KEYS.woven, gap="small"):
        st.html(_legend(cuts))
        picked = carpet.draw(
            woven,
            means,
            version=f"{sides.shown}|{by}|{sort}",
            titles=_titles(sides),
            order=_sorted(sort),
            levels=LEVELS,
            alt=said,
        )
    with saving:
        printing.draw(KEYS.woven, said, basis)
    frame.made(basis)
    if picked is not None:
        lists.draw(sides, woven.rows[slice(*picked)], VIEW.carpet_list, "queries picked, in the order of the rows")


def _choices(pair: Beside, sides: Sides) -> tuple[Cuts, Sort]:
    """What the levels are, and the order of the rows."""
    sort = st.segmented_control(
        f"Sort by {title(ORDER)}",
        list(SORTS),
        default="change",
        format_func=SORTS.__getitem__,
        required=True,
        key=KEYS.sort,
    )
    if sides.preset == "Demo":
        return _fitting(pair), sort
    by = st.selectbox(
        "Levels",
        list(CUTS),
        list(CUTS).index(_fitting(pair)),
        format_func=CUTS.__getitem__,
        key=KEYS.levels,
        width=230,
    )
    return by, sort


def _fitting(pair: Beside) -> Cuts:
    """Fifths of the scale, unless the judge's degrees are so low that even the best order would be of one colour."""
    return "fifths" if float(np.median(pair.ideal)) >= FIFTHS[3] else "ideal"


def _sorted(sort: Sort) -> str:
    return "as they came" if sort == "file" else f"by {SORTS[sort]}{' of' if sort == 'change' else ','} {title(ORDER)}"


def _titles(sides: Sides) -> list[str]:
    a, b = bar.names(sides)
    return [f"A {a}", f"B {b}", "difference: B − A"]


def _legend(cuts: tuple[float, ...] | None) -> str:
    """What the colours mean."""
    below = ["", *(f", {cut:.2f} and more" if cut > 1e-3 else ", above 0" for cut in cuts or ())]
    texts = [f"{said}{below[level] if cuts else ''}" for level, said in enumerate(LEVELS[:-1])]
    if cuts:
        texts.append(LEVELS[-1] if cuts[-1] < 1e-3 else "less")
    light, dark = (carpet.levels_of(theme) for theme in (LIGHT, DARK))
    box = "display:inline-block;width:0.9rem;height:0.9rem;border-radius:3px;margin-right:0.35rem;vertical-align:-2px"
    items = "".join(
        f'<span style="white-space:nowrap"><span style="{box};background:light-dark({a},{b})"></span>'
        f"{html.escape(text)}</span>"
        for text, a, b in zip(texts, light, dark, strict=False)
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:0.2rem 1rem;font-size:0.85rem">{items}</div>'


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
