"""Compare: triplet against ladder over all queries, with intervals and tests, down to the single rankings."""

import streamlit as st

from pages.parts.compare import bar, tabs
from pages.parts.shell import frame, notices, sidebar

PURPOSE = "Two runs on the same queries: where they differ, how surely, and at which queries."


@st.fragment
def compare(chosen: sidebar.Selection) -> None:
    """The whole page below its title: what is clicked redraws only this."""
    with notices.friendly():
        sides = bar.draw(chosen)
        if sides is not None:
            tabs.draw(sides)


frame.title("Compare", PURPOSE)
compare(sidebar.selection())
