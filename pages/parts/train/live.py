"""A training as it goes: where it stands, its curves, its log; stop and go on."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from ladder import runs
from ladder.errors import LadderError
from ladder.figures import Theme, level_histogram, rung_costs, training_curves
from ladder.runs import ALIVE, RunFolder, activity
from ladder.runs.activity import Holder
from ladder.training import background
from ladder.training.schedule import kept_too_early
from ladder.words.figures import plain, title
from pages.parts.shell import frame, listing, notices
from pages.parts.shell.keys import SHARED
from pages.parts.train import sentences
from pages.parts.train.keys import KEYS, VIEW

EVERY = "2s"
SILENT = 10.0  # seconds without a heartbeat that are worth saying
WIDTH = 160  # letters of a line of the log


def draw(training: Holder | None) -> None:
    """Draws the run that is being trained, or the one that is chosen."""
    names = [folder.name for folder in listing.all_runs([runs.root()])]
    if training and training.run in names:  # to the front: it is what one comes for
        names = sorted(names, key=lambda name: name != training.run)
    if not names:
        notices.notice("No run has been trained here yet; start one under New training.")
        return
    name = st.selectbox("Run", names, key=SHARED.train_run, bind="query-params")
    folder = RunFolder(runs.root() / name)
    state = activity.status(folder).get("state", "prepared")
    st.fragment(run_every=EVERY if state in ALIVE else None)(_live)(folder, state)


def _live(folder: RunFolder, drawn: str) -> None:
    """All that changes while a training goes; ``drawn`` is the state for which the timer was set."""
    with notices.friendly():
        status = activity.status(folder)
        state = status.get("state", "prepared")
        if state != drawn:
            st.rerun()
        _standing(folder, status)
        _controls(folder, state)
        _curves(folder, status)
        _log(folder)


def _standing(folder: RunFolder, status: dict[str, Any]) -> None:
    """Where it stands, in a sentence and a bar."""
    metrics = folder.metrics()
    frame.said(sentences.standing(folder.name, status, sentences.seconds_left(metrics, status)))
    if status.get("steps") and status.get("state") != "finished":
        st.progress(min(1.0, status.get("step", 0) / status["steps"]))
    if status.get("state") in ALIVE and status.get("silent", 0.0) > SILENT:
        notices.notice(sentences.silent(status), "warning")
    early = kept_too_early(folder.config, (status.get("best") or {}).get("epoch"))
    if early and status.get("state") not in ALIVE:
        notices.notice(notices.sentence(early), "warning")
    if error := st.session_state.pop(KEYS.error, None):
        notices.notice(notices.sentence(error), "warning")


def _controls(folder: RunFolder, state: str) -> None:
    """Stop, go on, and where to look next."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if state in ALIVE:
            asked = st.session_state.get(KEYS.stopping) == folder.name
            st.button(
                "Saving and stopping …" if asked else "Stop (saves)",
                icon=":material/stop:",
                key=KEYS.stop,
                disabled=asked or activity.holding(folder.path.parent) is None,
                on_click=_stop,
                args=(folder,),
            )
        elif state in ("stopped", "dead", "failed", "prepared"):
            busy = activity.holding(folder.path.parent)
            st.button(
                "Go on from what was saved",
                icon=":material/play_arrow:",
                type="primary",
                key=KEYS.resume,
                disabled=busy is not None and busy.run != folder.name,
                on_click=_resume,
                args=(folder,),
            )
        if folder.splits():
            frame.link("search", "Search in it", "search", {SHARED.run: folder.name})
        if steps := [step for _, step in folder.batches()]:
            where = {SHARED.run: folder.name, SHARED.batch_step: str(steps[-1])}
            frame.link("batches", f"Look into the batch of step {steps[-1]:,}", "grid_on", where)
        frame.link("runs", "All runs", "inventory_2", {})


def _curves(folder: RunFolder, status: dict[str, Any]) -> None:
    """Loss and figures by epoch, levels and rungs by step."""
    metrics, rows = folder.metrics(), folder.levels()
    if not metrics:
        notices.aside("Curves appear with the first logged step.")
        return
    best = (status.get("best") or {}).get("epoch") or None

    def curves(theme: Theme) -> go.Figure:
        return training_curves(metrics, best=best, theme=theme)

    frame.plot(curves, VIEW.curves, alt=sentences.about_curves(metrics, best))
    if not rows:
        notices.aside("Levels and rungs appear with the first save.")
        return
    left, right = st.columns(2)
    with left:
        st.subheader("Which rungs the loss comes from", anchor=False)
        frame.plot(lambda theme: rung_costs(rows, theme=theme), VIEW.rungs, alt="Share of each rung in the loss.")
    with right:
        st.subheader("How many levels queries have", anchor=False)
        frame.plot(lambda theme: level_histogram(rows, theme=theme), VIEW.levels, alt="Share of each K by step.")
    frame.what_is_this(
        VIEW.training,
        f"The loss should fall and the figures rise. {title('recall@1')}: {plain('recall@1')} {title('cs@100')}: "
        f"{plain('cs@100')} The dotted line is the epoch that is kept.",
        "Figures of the validation split by epoch, without intervals while it trains. K is the number of "
        "levels that the loss found for a query of the batch, both directions together.",
    )


def _log(folder: RunFolder) -> None:
    with st.expander("Log, newest first", expanded=True):
        lines = [line if len(line) <= WIDTH else line[: WIDTH - 1] + "…" for line in folder.log_tail()]
        st.code("\n".join(reversed(lines)) or "nothing yet", language=None, height=240)


def _stop(folder: RunFolder) -> None:
    try:
        background.stop(folder)
    except LadderError as error:
        st.session_state[KEYS.error] = str(error)
    else:
        st.session_state[KEYS.stopping] = folder.name


def _resume(folder: RunFolder) -> None:
    st.session_state.pop(KEYS.stopping, None)
    try:
        background.resume(folder)
    except (LadderError, OSError) as error:
        st.session_state[KEYS.error] = str(error)
