"""Along the list: relevance by rank, CS@K and R@K over K, both runs."""

from functools import partial
from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from ladder import figures
from ladder.comparison import side_by_side
from ladder.comparison.side_by_side import sentences
from ladder.figures import Curve, Theme
from ladder.words.figures import expert, plain, title
from pages.parts.compare import bar, pair
from pages.parts.compare.keys import KEYS, VIEW
from pages.parts.compare.pair import Sides
from pages.parts.components import printing
from pages.parts.shell import frame, notices
from pages.parts.shell.keys import SHARED

KINDS = {
    "relevance": "relevance by rank",
    "cs": f"order, {title('cs@K')}",
    "recall": f"found, {title('recall@K')}",
    "second/cs": title("second/cs@K"),
}
AT = {"relevance": 10, "cs": 100, "recall": 10, "second/cs": 100}
LAYMAN = {
    "relevance": f"{plain('relevance')} A good list starts high and falls. The dotted line is the "
    "best that any order could do; the closer a run comes to it, the better.",
    "cs": plain("cs@K"),
    "recall": plain("recall@K"),
}
BAND = "Band: 95 % bootstrap interval over images."
EXPERT = {
    "relevance": "Mean over queries of the judge's relevance at a rank; the ideal order sorts the whole gallery. Band:"
    " 95 % bootstrap interval over images. Overlapping bands do not prove that nothing differs: the "
    "verdict tests pairs.",
    "cs": f"{title('cs@K')}: {expert('cs@K')}; its mean over queries for which it is defined. {BAND}",
    "recall": f"{title('recall@K')}: {expert('recall@K')}. {BAND}",
}


def draw(sides: Sides) -> None:
    """One kind of curve of both sides."""
    known = {kind: title for kind, title in KINDS.items() if kind != "second/cs" or _has_second(sides)}
    if sides.view.queries or not _has_ranks(sides):
        known.pop("recall")
    kind = str(
        st.segmented_control(
            "Curve",
            list(known),
            default="relevance",
            format_func=known.__getitem__,
            required=True,
            key=KEYS.curve,
        )
    )
    drawn = _curves(sides, kind)
    if not drawn:
        notices.notice("The evaluation keeps no such curve; `ladder evaluate RUN` makes it.", "warning")
        return
    ideal = next(iter(_curves(sides, "ideal_relevance")), None) if kind == "relevance" else None
    at = min(AT[kind], int(np.max(drawn[0].at)))
    what = f"Mean relevance at rank {at}" if kind == "relevance" else title(f"{kind}@{at}")
    said = sentences.followed(drawn, at, what, ideal)
    frame.said(said)
    voice = kind.removeprefix("second/")
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.what_is_this(VIEW.curve(voice), LAYMAN[voice], EXPERT[voice])
        frame.as_csv(partial(_table, drawn, ideal), f"{voice}.csv", VIEW.curve(voice))
    frame.plot(partial(_figure, kind, drawn, ideal), VIEW.curve(voice), alt=f"{known[kind]}. {said}")
    basis = f"{sentences.basis(sides.comparison, sides.direction)}. {_made(sides)}"
    frame.made(basis)
    printing.draw(SHARED.picture(VIEW.curve(voice)), f"{known[kind].capitalize()}.", said, basis)


def _made(sides: Sides) -> str:
    if sides.part is not None:
        return "Bands: 95 % bootstrap intervals over images, of the first run of each side."
    if any(len(group) > 1 for group in sides.groups):
        return "Of several runs: their mean, and a band from their lowest 95 % interval to their highest."
    return "Bands: 95 % bootstrap intervals over images."


def _figure(kind: str, drawn: list[Curve], ideal: Curve | None, theme: Theme) -> go.Figure:
    if kind == "relevance":
        return figures.relevance_by_rank(drawn, ideal, theme=theme)
    return (figures.recall_by_k if kind == "recall" else figures.coherence_by_k)(drawn, theme=theme)


def _curves(sides: Sides, kind: str) -> list[Curve]:
    """As the evaluations keep them; of a part of the queries, made anew from the lists."""
    named = [f"{letter} {name}" for letter, name in zip("AB", bar.names(sides), strict=True)]
    named = ["ideal order"] if kind == "ideal_relevance" else named
    if sides.part is None:
        reports = [[pair.report(folder, sides.view) for folder in group] for group in sides.groups]
        return side_by_side.kept_curves(reports[: len(named)], named, sides.direction, kind)
    return _of_part(f"{sides.shown}|{kind}", sides, named, kind)


@st.cache_data(max_entries=32, show_spinner="Drawing the curves of this part …")
def _of_part(version: str, _sides: Sides, named: list[str], kind: str) -> list[Curve]:
    ranks = _sides.score("rank") if _has_ranks(_sides) else None
    return side_by_side.curves_of(_sides.beside, ranks, named, _sides.rows, kind)


def _has_ranks(sides: Sides) -> bool:
    return "rank" in sides.samples[0][0][sides.direction]


def _has_second(sides: Sides) -> bool:
    """Whether both sides' second judge is drawn: an expert's, of all queries."""
    wanted = sides.preset == "Expert" and sides.part is None
    reports = (pair.report(folder, sides.view) for group in sides.groups for folder in group)
    return wanted and all("second/cs" in report.get("curves", {}).get(sides.direction, {}) for report in reports)


def _table(drawn: list[Curve], ideal: Curve | None) -> list[dict[str, Any]]:
    curves = [*drawn, *([ideal] if ideal is not None else [])]
    columns: dict[str, np.ndarray] = {"K": np.asarray(drawn[0].at)}
    for letter, curve in zip(("A", "B", "ideal"), curves, strict=False):
        columns |= {
            f"{letter} {part}".removesuffix(" value"): np.asarray(edge, dtype=float)
            for part, edge in (("value", curve.value), ("low", curve.low), ("high", curve.high))
            if edge is not None
        }
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*(c.tolist() for c in columns.values()), strict=True)
    ]
