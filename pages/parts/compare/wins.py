"""Win, tie, loss: at which queries a run is the better one, a bar a figure; a click shows the queries."""

from typing import Any

import streamlit as st

from ladder.comparison import side_by_side
from ladder.comparison.side_by_side import OUTCOMES, Outcomes, sentences
from ladder.words import outcomes
from ladder.words.figures import title
from ladder.words.outcomes import AtAQuery
from pages.parts.compare import bar, lists
from pages.parts.compare.keys import VIEW
from pages.parts.compare.pair import Sides
from pages.parts.components import keys, printing, shares
from pages.parts.shell import frame

LAYMAN = (
    "Every query is a match between the two runs. Orange: A did better, purple: B, grey: a draw. A run may win a "
    "little at many queries and lose much at few, so look at the words beside the bar for who is better on the whole. "
    "Click a part to see its queries."
)
EXPERT = (
    "Shares of queries with B - A above, within and below 1e-6 in the figure's own direction, of those for which both "
    "are defined; of several seeds, the mean over the runs of a side. The words are the test of the verdict, on the "
    "mean."
)
MAIN = "cs@100"


def draw(sides: Sides) -> None:
    """The bars of one direction, and the queries of the part that was clicked."""
    found = side_by_side.outcomes(sides.pair, sides.direction, _figures(sides), sides.kept)
    main = next((one for one in found if one.figure == MAIN), found[0])
    frame.said(sentences.won(main, sides.comparison))
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.what_is_this(VIEW.wins, LAYMAN, EXPERT)
        frame.as_csv([_row(one) for one in found], "wins.csv", VIEW.wins)
        basis = f"{sentences.basis(sides.comparison, sides.direction)}."
        printing.draw(keys.KEYS.shares, f"Queries at which A (left) and B (right) is better. {basis}")
    picked = _picked(found, sides)
    shares.draw(
        [_bar(one, sides) for one in found],
        picked and (picked[0].figure, picked[1]),
        version=sides.shown,
        names=bar.names(sides),
    )
    frame.made(basis)
    if picked is not None:
        one, outcome = picked
        what = f"queries at which {outcomes.at_a_query(outcome)}: {title(one.figure)}, largest change first"
        lists.draw(sides, one.rows(outcome), VIEW.wins_list, what, one.figure)
    else:
        frame.made("Click a part of a bar to see its queries with both rankings.")


def _figures(sides: Sides) -> list[str]:
    """The few; an expert sees all that a query can have."""
    found = sides.comparison
    return found.figures if sides.preset == "Expert" else side_by_side.few(found)


def _picked(found: list[Outcomes], sides: Sides) -> tuple[Outcomes, AtAQuery] | None:
    """The part that was clicked in this very drawing."""
    figure, said = shares.picked(sides.shown) or ("", "")
    one = next((one for one in found if one.figure == figure), None)
    outcome = next((outcome for outcome in OUTCOMES if outcome == said), None)
    return (one, outcome) if one and outcome else None


def _bar(one: Outcomes, sides: Sides) -> dict[str, Any]:
    """What the component draws of a figure."""
    row = sentences.of_row(sides.comparison, one.figure, one.direction)
    return {
        "figure": one.figure,
        "label": title(one.figure),
        "shares": {outcome: one.share(outcome) for outcome in OUTCOMES},
        "counts": {outcome: len(one.rows(outcome)) for outcome in OUTCOMES},
        "clear": row.outcome if row is not None and row.is_clear else "",
        "said": "" if row is None else outcomes.shown(row.outcome),
    }


def _row(one: Outcomes) -> dict[str, Any]:
    return {"figure": one.figure, "direction": one.direction} | {
        f"{outcome} in B": len(one.rows(outcome)) for outcome in OUTCOMES
    }
