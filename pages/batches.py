"""Inside a batch: what the loss sees in one mini-batch, its levels, its rungs, and the pairs that violate them."""

import streamlit as st

from ladder.lab.one_query import query_view
from ladder.runs import RunFolder
from pages.parts import (
    batch_cached,
    batch_lens,
    batch_levels,
    batch_matrix,
    batch_row,
    batch_source,
    batch_summary,
    batch_training,
    frame,
    notices,
    sidebar,
)
from pages.parts.batch_cached import Source
from pages.parts.batch_shown import LEVELS, QUERY, TRAINING, VIEWS, WHOLE, Shown

chosen = sidebar.selection()


def lab() -> None:
    """All below the title; what is turned on it redraws only this."""
    with notices.friendly():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            folder = batch_source.pick_run(chosen)
            kind = batch_source.pick_kind()
        recorded = kind == batch_source.RECORDED
        source = batch_source.step_through(folder) if recorded else batch_source.build(folder, chosen.split)
        view = _view()
        if view == TRAINING:
            batch_training.draw(folder, chosen.direction, chosen.preset)
        elif source is not None:
            _views(folder, source, view)


def _view() -> str:
    view = st.segmented_control(
        "View",
        VIEWS,
        default=QUERY,
        required=True,
        key="batch_view",
        bind="query-params",
        label_visibility="collapsed",
    )
    return view or QUERY


def _views(folder: RunFolder, source: Source, view: str) -> None:
    """The batch through the chosen loss, as the view that is asked for."""
    with st.spinner("Opening the batch …"):
        batch = batch_cached.batch(source)
    why = batch_cached.missing(source)
    if why is not None:
        notices.notice(f"{notices.sentence(why)} Items are shown by their names and numbers.", "warning")
    bar = st.container(horizontal=True, vertical_alignment="bottom")
    with bar:
        lens = batch_lens.pick(folder, [other for other in chosen.both if other.path != folder.path], source)
        look = batch_cached.look(source, lens)
        query = 0 if view == WHOLE else batch_row.focus(look, chosen.direction)
    batch_lens.tell(lens)
    focus = query_view(batch, lens, look.report, chosen.direction, query)
    shown = Shown(folder, source, look, focus, chosen.direction, chosen.preset, bar)
    if view == WHOLE:
        batch_summary.draw(shown)
    elif view == LEVELS:
        batch_levels.draw(shown)
    else:
        batch_row.draw(shown)
        batch_row.chain(shown)
        batch_matrix.draw(shown)


frame.title(
    "Inside a batch",
    "What a loss sees in one mini-batch: levels of relevance, a margin between each two, and the pairs that miss it.",
)
st.fragment(run_every=batch_source.EVERY if st.session_state.get("batch_playing") else None)(lab)()
