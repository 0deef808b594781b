"""Inside a batch: what the loss sees in one mini-batch, its levels, its rungs, and the pairs that violate them."""

import streamlit as st

from ladder.batches.one_query import query_view
from ladder.runs import RunFolder
from pages.parts.batches import cached, lenses, levels, matrix, row, sources, summary, training
from pages.parts.batches.cached import Source
from pages.parts.batches.keys import KEYS
from pages.parts.batches.shown import LEVELS, QUERY, TRAINING, VIEWS, WHOLE, Shown
from pages.parts.shell import frame, notices, sidebar

chosen = sidebar.selection()


def lab() -> None:
    """All below the title; what is turned on it redraws only this."""
    with notices.friendly():
        with st.container(horizontal=True, vertical_alignment="bottom"):
            folder = sources.pick_run(chosen)
            kind = sources.pick_kind()
        recorded = kind == sources.RECORDED
        source = sources.step_through(folder) if recorded else sources.build(folder, chosen.split)
        view = _view()
        if view == TRAINING:
            training.draw(folder, chosen.direction, chosen.preset)
        elif source is not None:
            _views(folder, source, view)


def _view() -> str:
    view = st.segmented_control(
        "View",
        VIEWS,
        default=QUERY,
        required=True,
        key=KEYS.view,
        bind="query-params",
        label_visibility="collapsed",
    )
    return view or QUERY


def _views(folder: RunFolder, source: Source, view: str) -> None:
    """The batch through the chosen loss, as the view that is asked for."""
    with st.spinner("Opening the batch …"):
        cached.batch(source)
    why = cached.missing(source)
    if why is not None:
        notices.notice(f"{notices.sentence(why)} Items are shown by their names and numbers.", "warning")
    bar = st.container(horizontal=True, vertical_alignment="bottom")
    with bar:
        lens = lenses.pick(folder, [other for other in chosen.both if other.path != folder.path], source)
        look = cached.look(source, lens)
        query = 0 if view == WHOLE else row.focus(look, chosen.direction)
    lenses.tell(look)
    focus = query_view(look, chosen.direction, query)
    shown = Shown(folder, source, look, focus, chosen.direction, chosen.preset, bar)
    if view == WHOLE:
        summary.draw(shown)
    elif view == LEVELS:
        levels.draw(shown)
    else:
        row.draw(shown)
        row.chain(shown)
        matrix.draw(shown)


frame.title(
    "Inside a batch",
    "What a loss sees in one mini-batch: levels of relevance, a margin between each two, and the pairs that miss it.",
)
st.fragment(run_every=sources.EVERY if st.session_state.get(KEYS.playing) else None)(lab)()
