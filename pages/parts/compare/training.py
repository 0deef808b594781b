"""How both runs were trained: curves with the epoch that was kept, and in which settings they differ."""

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from ladder import figures
from ladder.comparison import config_differences
from ladder.comparison.side_by_side import sentences
from ladder.figures import Theme, TrainedRun
from ladder.words import directions
from ladder.words.directions import DIRECTIONS
from pages.parts.compare import bar
from pages.parts.compare.keys import KEYS, VIEW
from pages.parts.compare.pair import Sides
from pages.parts.components import printing
from pages.parts.shell import frame, notices
from pages.parts.shell.keys import SHARED

LAYMAN = (
    "The loss falls, the figures on pictures that are not learnt from rise. A dotted line is the epoch that was kept. "
    "What the table does not list is the same."
)
EXPERT = (
    "The warm-up is shaded. Losses of two objectives are not comparable; their figures on the validation split are. "
    "The kept epoch is the best by training.select."
)

LINES = "Whole lines: {}; dashed: {}. Dotted: the epoch that was kept.".format(*map(directions.shown, DIRECTIONS))


def draw(sides: Sides) -> None:
    """The curves of both, and the table of differences."""
    firsts = sides.firsts
    differing = config_differences(firsts[0].config, firsts[1].config)
    frame.said(sentences.trained([folder.status() for folder in firsts], len(differing)))
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.what_is_this(VIEW.training, LAYMAN, EXPERT)
        rows = _rows(differing)
        frame.as_csv(rows, "settings.csv", VIEW.training)
        printing.draw(SHARED.picture(VIEW.training), "Loss and figures by epoch.", LINES)
    _curves(sides)
    st.html('<h4 style="margin:0;padding:0">In what the settings differ</h4>')
    if rows:
        st.dataframe(rows, hide_index=True, key=KEYS.settings, alt="Settings in which A and B differ")
    else:
        notices.aside("In nothing: the same settings.")
    frame.made(LINES)


def _curves(sides: Sides) -> None:
    """Both trainings on the same axes."""
    named = zip("AB", sides.firsts, bar.names(sides), strict=True)
    both = [
        TrainedRun(f"{letter} {name}", folder.metrics(), (folder.status().get("best") or {}).get("epoch"))
        for letter, folder, name in named
    ]
    found = [one for one in both if one.metrics]
    for one in both:
        if not one.metrics:
            notices.notice(f"{one.name} keeps no figures of its training.", "warning")
    if found:
        names = " and ".join(one.name for one in found)
        draw = partial(figures.trainings, found)
        frame.plot(
            lambda theme: draw(theme=_sides(theme, found)), VIEW.training, alt=f"Loss and figures by epoch: {names}"
        )


def _sides(theme: Theme, found: list[TrainedRun]) -> Theme:
    """The colours of the sides, also where one side alone has curves."""
    return theme if len(found) > 1 or found[0].name.startswith("B") else replace(theme, second=theme.first)


def _rows(differing: dict[str, tuple[Any, Any]]) -> list[dict[str, str]]:
    return [{"setting": key, "A": _said(ours), "B": _said(theirs)} for key, (ours, theirs) in differing.items()]


def _said(value: Any) -> str:
    return "–" if value is None else str(value)
