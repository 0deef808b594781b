"""Which batch is looked at: one that training kept, step by step, or one of the visitor's own items."""

import time

import streamlit as st

from ladder.batches import batch as batches
from ladder.batches.lens import has_levels
from ladder.runs import RunFolder
from pages.parts.batches import cached
from pages.parts.batches.cached import Source
from pages.parts.batches.keys import KEYS
from pages.parts.shell import cache, notices
from pages.parts.shell.keys import SHARED
from pages.parts.shell.sidebar import Selection

RECORDED, OWN = "recorded in training", "items of my own"
EVERY = 2.5  # seconds between two batches while playing
WORDS = 4000  # letters of a list of names
NARROW = 130  # pixels


def pick_run(chosen: Selection) -> RunFolder:
    """The run whose batches are looked at: A or B, by default the first whose loss has levels."""
    runs = {folder.name: folder for folder in chosen.both}
    if len(runs) == 1:
        return chosen.folder
    first = next((name for name, folder in runs.items() if has_levels(folder.config)), chosen.folder.name)
    if st.session_state.get(KEYS.of, first) not in runs:
        del st.session_state[KEYS.of]
    name = st.segmented_control(
        "Batches of", list(runs), default=first, required=True, key=KEYS.of, bind="query-params"
    )
    return runs[name or first]


def pick_kind() -> str:
    """``RECORDED`` or ``OWN``."""
    kind = st.segmented_control(
        "Batch", (RECORDED, OWN), default=RECORDED, required=True, key=KEYS.source, bind="query-params"
    )
    return kind or RECORDED


def step_through(folder: RunFolder) -> Source | None:
    """The stepper; None, with what to do, where the run kept no batch."""
    when = {step: epoch for epoch, step in folder.batches()}
    if not when:
        notices.notice(
            f"`{folder.name}` kept no batch. Train with `--set training.record_batches=8` to keep eight of them, or "
            "look at items of your own.",
            "warning",
        )
        return None
    steps = list(when)
    _hold(steps)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button("Previous", key=KEYS.previous, icon=":material/chevron_left:", on_click=_move, args=(steps, -1))
        step = st.select_slider(
            "Recorded step",
            steps,
            steps[-1],
            key=SHARED.batch_step,
            bind="query-params",
            persist_state="session",
        )
        st.button("Next", key=KEYS.next, icon=":material/chevron_right:", on_click=_move, args=(steps, 1))
        _play()
    return cached.of_step(folder, int(step))


def build(folder: RunFolder, split: str) -> Source:
    """A batch of items of the split that is searched, under the run's model.

    Raises:
        QueryError: If a name is unknown, or there are too few or too many.
    """
    vectors = cache.embeddings(folder, split)
    most = min(batches.MOST, len(vectors.texts))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        count = st.number_input(
            "Pairs", batches.FEWEST, most, min(32, most), key=KEYS.count, bind="query-params", width=NARROW
        )
        seed = st.number_input("Seed", 0, 9999, 0, key=KEYS.seed, bind="query-params", width=NARROW)
        st.button("Draw others", key=KEYS.redraw, icon=":material/casino:", on_click=_redraw)
        names = st.text_input(
            "Or name them",
            key=KEYS.items,
            bind="query-params",
            max_chars=WORDS,
            placeholder=f"{vectors.image_ids[0]}, {vectors.caption_ids[-1]}, …",
            help="Names of images or captions of the gallery, with commas between; an image stands for its first "
            "caption. Search and Map show the names.",
        )
    asked = [name for part in names.split(",") if (name := part.strip())]
    captions = batches.picked(vectors, asked) if asked else batches.at_random(vectors, int(count), int(seed))
    return cached.of_items(folder, split, captions)


def open_step(step: int) -> None:
    """Leads to the recorded batch of a step."""
    st.session_state[SHARED.batch_step] = step
    st.session_state[KEYS.source] = RECORDED


def _play() -> None:
    """Plays from here, or from the start where this is the last batch."""
    state = st.session_state
    playing = bool(state.get(KEYS.playing))
    icon = ":material/pause:" if playing else ":material/play_arrow:"
    if st.button("Pause" if playing else "Play", key=KEYS.play, icon=icon):
        state[KEYS.playing] = state[KEYS.rewind] = not playing
        state[KEYS.turned] = time.monotonic()
        st.rerun()  # the timer belongs to the whole page


def _hold(steps: list[int]) -> None:
    """Keeps the step on one of the run's own, and moves on while playing."""
    state = st.session_state
    if SHARED.batch_step in state and state[SHARED.batch_step] not in steps:
        state[SHARED.batch_step] = min(steps, key=lambda step: abs(step - state[SHARED.batch_step]))
    last = state.get(SHARED.batch_step, steps[-1]) == steps[-1]
    if state.pop(KEYS.rewind, False) and last:
        state[SHARED.batch_step] = steps[0]
        return
    if not state.get(KEYS.playing) or time.monotonic() - state.get(KEYS.turned, 0.0) < 0.9 * EVERY:
        return
    if last:
        state[KEYS.playing] = False
        st.rerun()
    _move(steps, 1)
    state[KEYS.turned] = time.monotonic()


def _move(steps: list[int], by: int) -> None:
    place = steps.index(st.session_state.get(SHARED.batch_step, steps[-1])) + by
    st.session_state[SHARED.batch_step] = steps[max(0, min(len(steps) - 1, place))]


def _redraw() -> None:
    st.session_state[KEYS.seed] = (st.session_state.get(KEYS.seed, 0) + 1) % 10_000
    st.session_state[KEYS.items] = ""
