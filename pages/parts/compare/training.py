"""How both runs were trained: curves with the epoch that was kept, and in which settings they differ."""

from dataclasses import replace
from functools import partial
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from ladder import figures
from ladder.comparison import config_differences
from ladder.comparison.side_by_side import sentences
from ladder.figures import Theme
from ladder.runs import RunFolder
from pages.parts.compare import bar
from pages.parts.compare.keys import KEYS, VIEW
from pages.parts.compare.pair import Sides
from pages.parts.shell import frame, notices

LAYMAN = (
    "Left to right, the training of each run: the loss falls, the figures on pictures it does not learn from rise. The "
    "dotted line is the epoch that was kept, which need not be the last. Below stands all in which the two were set up "
    "differently; what is not listed is the same."
)
EXPERT = (
    "The loss on a logarithmic scale, with the warm-up shaded; losses of two objectives are not comparable, their "
    "figures on the validation split are. The kept epoch is the best by training.select."
)


def draw(sides: Sides) -> None:
    """A row of curves a run, and the table of differences."""
    firsts = sides.firsts
    differing = config_differences(firsts[0].config, firsts[1].config)
    frame.said(sentences.trained([folder.status() for folder in firsts], len(differing)))
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.what_is_this(VIEW.training, LAYMAN, EXPERT)
        rows = _rows(differing)
        frame.as_csv(rows, "settings.csv", VIEW.training)
    for place, folder in enumerate(firsts):
        _curves(sides, folder, place)
    st.html('<h4 style="margin:0;padding:0">In what the settings differ</h4>')
    if rows:
        st.dataframe(rows, hide_index=True, key=KEYS.settings, alt="Settings in which A and B differ")
    else:
        notices.aside("In nothing: the same settings.")
    frame.made("The dotted line marks the epoch that was kept; settings as the runs' config.toml has them.")


def _curves(sides: Sides, folder: RunFolder, place: int) -> None:
    """The curves of one run under its name."""
    name = bar.names(sides)[place]
    lines = folder.metrics()
    bar.heading(place, name)
    if not lines:
        notices.notice(f"`{folder.name}` keeps no figures of its training.", "warning")
        return
    best = (folder.status().get("best") or {}).get("epoch")
    frame.plot(
        partial(_figure, place, lines, best),
        VIEW.of_run(VIEW.training, "ab"[place]),
        alt=f"Loss and figures by epoch of {name}; epoch {best} was kept",
    )


def _figure(place: int, lines: list[dict[str, Any]], best: int | None, theme: Theme) -> go.Figure:
    """In the colour of the side."""
    side = replace(theme, second=(theme.first, theme.second)[place], own=theme.ink)
    return figures.training_curves(lines, best=best, theme=side)


def _rows(differing: dict[str, tuple[Any, Any]]) -> list[dict[str, str]]:
    return [{"setting": key, "A": _said(ours), "B": _said(theirs)} for key, (ours, theirs) in differing.items()]


def _said(value: Any) -> str:
    return "–" if value is None else str(value)
