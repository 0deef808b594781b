"""The views of the page Compare, a tab each: only what is looked at is computed."""

from collections.abc import Callable

import streamlit as st

from pages.parts import (
    compare_carpet,
    compare_curves,
    compare_plane,
    compare_similarity,
    compare_slices,
    compare_training,
    compare_verdict,
    compare_wins,
    notices,
)
from pages.parts.compare_sides import Sides

VIEWS: dict[str, Callable[[Sides], None]] = {
    "Verdict": compare_verdict.draw,
    "Wins": compare_wins.draw,
    "Trade-off": compare_plane.draw,
    "Carpet": compare_carpet.draw,
    "Curves": compare_curves.draw,
    "Similarity": compare_similarity.draw,
    "Slices": compare_slices.draw,
    "Training": compare_training.draw,
}


IN_A_DEMO = ("Verdict", "Wins", "Trade-off", "Carpet", "Curves")


def draw(sides: Sides) -> None:
    """The tabs, and the view of the one that is open."""
    views = {name: view for name, view in VIEWS.items() if sides.preset != "Demo" or name in IN_A_DEMO}
    tabs = st.tabs(list(views), key="compare_tab", on_change="rerun", bind="query-params")
    for tab, view in zip(tabs, views.values(), strict=True):
        if tab.open:
            with tab, notices.friendly():
                view(sides)
