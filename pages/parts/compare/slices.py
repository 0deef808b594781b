"""Slices: the difference of one figure in every part of the queries."""

from functools import partial

import streamlit as st

from ladder import figures
from ladder.comparison import side_by_side
from ladder.comparison.side_by_side import sentences
from ladder.words.figures import lower_is_better, title
from pages.parts.compare import pair
from pages.parts.compare.keys import KEYS, VIEW
from pages.parts.compare.pair import SLICES, Sides
from pages.parts.shell import frame, notices

LAYMAN = (
    "A run may be better on short captions and worse on long ones, or gain only where there is much to find. Each row "
    "is a part of the queries; the dot says how much better B is there."
)
EXPERT = (
    "The same paired test within each part, with Holm's correction over all parts and directions that are shown. Parts"
    " are thirds of the queries, or clusters of A's embedding. Looking at many parts until one stands out is no "
    "evidence."
)
FIGURE = "cs@100"


def draw(sides: Sides) -> None:
    """The forest of the parts."""
    known = [name for name in sides.comparison.figures if name != "rsum"]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = sides.by or st.segmented_control("Parts by", SLICES, default=SLICES[0], required=True, key=KEYS.parts_by)
        offered = known if sides.preset == "Expert" else [name for name in side_by_side.FEW if name in known] or known
        figure = st.selectbox(
            "Figure",
            offered,
            offered.index(FIGURE) if FIGURE in offered else 0,
            format_func=title,
            key=KEYS.parts_figure,
            width=170,
        )
    whole = pair.sliced(sides, by, "")
    found = pair.by_slice(whole, figure)
    if not found:
        notices.notice(f"No part of these queries has {title(figure)}.", "warning")
        return
    rows = [row for _, row in found]
    frame.said(sentences.sliced(rows, figure))
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.what_is_this(VIEW.slices, LAYMAN, EXPERT)
        frame.as_csv(partial(side_by_side.slice_rows, found, whole.slices), "slices.csv", VIEW.slices)
    drawn = [] if lower_is_better(figure) else side_by_side.slice_whiskers(found)
    if drawn:
        frame.plot(
            lambda theme: figures.forest(drawn, ("A", "B"), theme=theme),
            VIEW.slices,
            alt=sentences.sliced(rows, figure),
        )
    hidden = ("figure", "p") if sides.preset == "Explore" else ("figure",)
    st.dataframe(
        side_by_side.slice_rows(found, whole.slices),
        hide_index=True,
        key=KEYS.slices_table,
        column_config=dict.fromkeys(hidden),
        alt="The same differences as a table",
    )
    frame.made(f"{sentences.basis(sides.comparison)}. Holm's correction over {len(rows)} differences.")
