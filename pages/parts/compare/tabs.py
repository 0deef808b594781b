"""The views of the page Compare, a tab each: only what is looked at is computed."""

from collections.abc import Callable

import streamlit as st

from pages.parts.compare import along_list, carpet, plane, similarity, slices, training, verdict, wins
from pages.parts.compare.keys import KEYS
from pages.parts.compare.pair import Sides
from pages.parts.shell import notices

VIEWS: dict[str, Callable[[Sides], None]] = {
    "Verdict": verdict.draw,
    "Wins": wins.draw,
    "Trade-off": plane.draw,
    "Carpet": carpet.draw,
    "Curves": along_list.draw,
    "Similarity": similarity.draw,
    "Slices": slices.draw,
    "Training": training.draw,
}


IN_A_DEMO = ("Verdict", "Wins", "Trade-off", "Carpet", "Curves")


def draw(sides: Sides) -> None:
    """The tabs, and the view of the one that is open."""
    views = {name: view for name, view in VIEWS.items() if sides.preset != "Demo" or name in IN_A_DEMO}
    tabs = st.tabs(list(views), key=KEYS.tab, on_change="rerun", bind="query-params")
    for tab, view in zip(tabs, views.values(), strict=True):
        if tab.open:
            with tab, notices.friendly():
                view(sides)
