"""The comparison as a file: a table in five forms, and a page that needs nothing else."""

from collections.abc import Callable

import streamlit as st

from ladder.comparison import FORMATS
from pages.parts.compare.keys import KEYS
from pages.parts.compare.pair import Sides
from pages.parts.shell import notices

FILES = {
    "LaTeX": ("latex", "tex", "text/x-tex"),
    "CSV": ("csv", "csv", "text/csv"),
    "Markdown": ("markdown", "md", "text/markdown"),
    "JSON": ("json", "json", "application/json"),
}


def draw(sides: Sides) -> None:
    """The files, each made only when its button is pressed."""
    with st.popover("Export", icon=":material/download:"):
        notices.aside("The few figures of the verdict, as `ladder compare` writes them.")
        for label, (form, ending, kind) in FILES.items():
            st.download_button(
                label,
                written(sides, form),
                f"comparison.{ending}",
                kind,
                key=KEYS.export(form),
                on_click="ignore",
                width="stretch",
            )
        st.download_button(
            "Stand-alone page",
            lambda: report(sides),
            "comparison.html",
            "text/html",
            key=KEYS.export_html,
            on_click="ignore",
            width="stretch",
            help="With curves and example rankings of all queries; takes a few seconds.",
        )


def written(sides: Sides, form: str) -> Callable[[], str]:
    """Writes the table in one of :data:`ladder.comparison.FORMATS` when it is called."""
    return lambda: FORMATS[form](sides.comparison)


def report(sides: Sides) -> str:
    """The stand-alone page; of all queries, as `ladder compare --report` writes it."""
    from ladder.reporting import comparison_report  # imports torch

    return comparison_report(sides.comparison, [list(group) for group in sides.groups])
