"""The verdict: B - A per figure and direction, with interval and test."""

from functools import partial

import streamlit as st

from ladder import figures
from ladder.comparison import Comparison, side_by_side
from ladder.comparison.result import clear_means
from ladder.comparison.side_by_side import sentences
from pages.parts.compare.keys import KEYS, VIEW
from pages.parts.compare.pair import Sides
from pages.parts.components import printing
from pages.parts.shell import frame
from pages.parts.shell.keys import SHARED

LAYMAN = (
    "Each row asks one question of both runs, and the dot says how much better B is: right of the line B, left of it "
    "A. The bar is the uncertainty. A filled dot is a clear difference; grey bars cross the line, and then nobody has "
    "won."
)
EXPERT = (
    "Paired over queries. Interval: bootstrap over images, captions with their image. Test: paired randomisation, "
    f"exchanging A and B image by image. Clear: {clear_means('the rows that are shown')}. "
    "docs/comparison.md has the equations and the references."
)
FEW, ALL = "the few that matter", "all figures"


def draw(sides: Sides) -> None:
    """The sentence, the forest and the table behind it."""
    found = _family(sides)
    frame.said(found.sentences()[0])
    basis = f"{sentences.basis(found)}. {sentences.tested(found)}"
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.what_is_this(VIEW.verdict, LAYMAN, EXPERT)
        frame.as_csv(partial(side_by_side.table_rows, found.family), "verdict.csv", VIEW.verdict)
        printing.draw(SHARED.picture(VIEW.verdict), "B − A.", found.sentences()[0], basis)
    drawn = side_by_side.whiskers(found.family)
    frame.plot(
        lambda theme: figures.forest(drawn, ("A", "B"), theme=theme),
        VIEW.verdict,
        alt=f"Differences B minus A with 95 % intervals. {found.sentences()[0]}",
    )
    if sides.preset != "Demo":
        st.dataframe(
            side_by_side.table_rows(found.family),
            hide_index=True,
            key=KEYS.table,
            column_config={"p": None} if sides.preset == "Explore" else None,
            alt="The same differences as a table",
        )
    for note in found.notes:
        frame.made(f"Note: {note}.")
    frame.made(basis)


def _family(sides: Sides) -> Comparison:
    """The figures that are read together; an expert may read all of them."""
    found = sides.comparison
    if sides.preset != "Expert":
        return found
    family = st.segmented_control("Figures", [FEW, ALL], default=ALL, required=True, key=KEYS.family)
    return found.choose(found.figures) if family == ALL else found
