"""Similarity against relevance: does what the model finds similar rise with what the judge finds relevant?"""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from ladder import figures
from ladder.comparison import side_by_side
from ladder.comparison.side_by_side import sentences
from ladder.figures import Theme
from pages.parts.compare import bar
from pages.parts.compare.keys import VIEW
from pages.parts.compare.pair import Sides
from pages.parts.shell import frame

LAYMAN = (
    "Every pair of a query and an item has two numbers: how similar the run finds them, and how relevant the judge "
    "finds them. If the line climbs steadily, the run's idea of near follows what is relevant, not only for the one "
    "right item."
)
EXPERT = (
    "Density of a random sample of pairs (logarithmic), with the least-squares monotone fit (isotonic regression). "
    "Spearman's rank correlation is over the same pairs; most pairs have little relevance, which weighs on it."
)


def draw(sides: Sides) -> None:
    """A density a side, beside each other, on one scale."""
    sampled = [side_by_side.sampled_pairs(sides.beside, sides.rows, place) for place in range(2)]
    found = [_correlation(f"{sides.shown}|{place}", *pairs) for place, pairs in enumerate(sampled)]
    said = sentences.correlated(*found)
    frame.said(said)
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.what_is_this(VIEW.similarity, LAYMAN, EXPERT)
        frame.as_csv(partial(_table, sampled), "pairs.csv", VIEW.similarity)
    names = bar.names(sides)
    low, high = (float(end([end(similarity) for similarity, _ in sampled])) for end in (np.min, np.max))
    for place, (column, pairs) in enumerate(zip(st.columns(2), sampled, strict=True)):
        with column:
            bar.heading(place, names[place])
            frame.plot(
                partial(_density, place, *pairs, [low, high]),
                VIEW.of_run(VIEW.similarity, "ab"[place]),
                alt=f"{'AB'[place]} {names[place]}: {said}",
            )
    count = len(sampled[0][0])
    frame.made(
        f"{count:,} pairs of query and candidate drawn at random, the same for both; "
        f"{sentences.basis(sides.comparison, sides.direction)}."
    )


def _density(place: int, similarity: np.ndarray, relevance: np.ndarray, scale: list[float], theme: Theme) -> go.Figure:
    """In the colour of the side, the fit in that of text."""
    side = replace(theme, second=(theme.first, theme.second)[place], own=theme.ink)
    return figures.similarity_against_relevance(similarity, relevance, theme=side).update_yaxes(range=scale)


@st.cache_data(max_entries=16, show_spinner=False)
def _correlation(version: str, _similarity: np.ndarray, _relevance: np.ndarray) -> float:
    return side_by_side.rank_correlation(_similarity, _relevance)


def _table(sampled: list[tuple[np.ndarray, np.ndarray]]) -> list[dict[str, Any]]:
    (a, relevance), (b, _) = sampled
    return [
        {
            "relevance": round(float(degree), 4),
            "similarity in A": round(float(x), 4),
            "similarity in B": round(float(y), 4),
        }
        for degree, x, y in zip(relevance, a, b, strict=True)
    ]
