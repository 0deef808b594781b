"""What the levels and rungs did over a training; a step that is clicked opens its batch."""

import plotly.graph_objects as go
import streamlit as st

from ladder import figures
from ladder.runs import RunFolder
from pages.parts.batches import sources, texts, wording
from pages.parts.batches.keys import KEYS, VIEW
from pages.parts.batches.shown import QUERY
from pages.parts.shell import frame, notices
from pages.parts.shell.keys import SHARED
from pages.parts.shell.sidebar import Preset


def draw(folder: RunFolder, direction: str, preset: Preset) -> None:
    """Three figures over the steps."""
    rows = [line for line in folder.levels() if line["direction"] == direction]
    kept = [step for _, step in folder.batches()]
    if not rows:
        notices.notice(
            f"`{folder.name}` logged no batch; `ladder train` writes one every `training.log_every` steps.", "warning"
        )
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        texts.what_is_this(VIEW.training)
        if preset != "Demo":
            frame.as_csv([line | {"run": folder.name} for line in rows], "levels.csv", VIEW.training)
    frame.said(wording.training(rows, len(kept), folder.config))
    _clickable(figures.level_histogram(rows, theme=frame.theme()), kept, "Queries by number of levels", VIEW.over_k)
    _clickable(figures.rung_costs(rows, theme=frame.theme()), kept, "Where the loss comes from", VIEW.over_cost)
    if any(line["mean_silhouette"] is not None for line in rows):
        figure = figures.silhouette_by_step(rows, theme=frame.theme())
        _clickable(figure, kept, "How clear the levels are", VIEW.over_silhouette)
    frame.made(
        "Diamonds are the batches that were kept whole: a click on a step opens the nearest; so does the stepper above."
    )


def _clickable(figure: go.Figure, kept: list[int], title: str, view: str) -> None:
    """A figure over steps whose marks open a batch."""
    st.subheader(title, anchor=False)
    # Plotly selects marks only, and of what lies under the pointer the first alone: each line needs marks, not seen
    unseen = {"marker": {"opacity": 0}}
    marks = {"mode": "lines+markers", "marker": {"opacity": 0, "size": 1}, "selected": unseen, "unselected": unseen}
    figure.update_traces(marks, selector={"type": "scatter", "mode": "lines"})
    figures.mark_steps(figure, kept, theme=frame.theme())
    st.plotly_chart(
        figure,
        key=SHARED.picture(view),
        theme=None,
        on_select=lambda: _open(view, kept),
        selection_mode="points",
        config={"displaylogo": False, "modeBarButtonsToRemove": frame.BUTTONS},
        alt=f"{title} by step",
    )


def _open(view: str, kept: list[int]) -> None:
    """Opens the batch nearest to the step that was clicked."""
    points = st.session_state[SHARED.picture(view)].selection.points
    if points and kept:
        step = points[0]["x"]
        sources.open_step(min(kept, key=lambda one: abs(one - step)))
        st.session_state[KEYS.view] = QUERY
