"""The run and the gallery that all pages look at, bound to the link."""

from typing import NamedTuple

import streamlit as st

from ladder import runs
from ladder.runs import RunFolder
from pages.parts import about, notices

NAME = "font-size:1.25rem;font-weight:650;line-height:1.2"
BYLINE = "font-size:0.875rem;opacity:0.75"


class Selection(NamedTuple):
    """What the visitor is looking at: a run, and which of its splits is searched."""

    folder: RunFolder
    split: str


def draw() -> bool:
    """Draws the pickers; False, with what to do in place of the page, where there is nothing to look at."""
    st.sidebar.html(f'<div style="{NAME}">Ladder</div><div style="{BYLINE}">Search in order of relevance</div>')
    folders = _folders()
    if not folders:
        notices.notice(
            "There are no runs yet. Train one, for example with `ladder train configs/demo-adaptive.toml`, or bring "
            "back the bundled ones with `ladder demo --rebuild`; then reload this page."
        )
        return False
    with st.sidebar:
        folder = folders[st.selectbox("Run", list(folders), key="run", bind="query-params")]
        why = why_closed(folder)
        if why is None:
            split = st.selectbox("Gallery", folder.splits(), key="split", bind="query-params")
            with notices.friendly():
                about.draw(folder, split)
    if why is not None:
        notices.notice(why, "warning")
    return why is None


def selection() -> Selection:
    """What the pickers say, once :func:`draw` has drawn them."""
    return Selection(_folders()[st.session_state.run], st.session_state.split)


def why_closed(folder: RunFolder) -> str | None:
    """Why there is nothing to look at in a run yet and what mends it; None where there is."""
    if folder.splits():
        return None
    status, split = folder.status(), folder.config.data.validation
    state = status.get("state")
    if state == "running":
        epochs = f"epoch {status.get('epoch', 0)} of {status.get('epochs', '?')}"
        return f"`{folder.name}` is still training ({epochs}); it opens when it is done."
    if state in ("stopped", "dead", "failed"):
        return f"`{folder.name}` stopped before it was done. Go on with `ladder train --resume {folder.path}`."
    return f"`{folder.name}` has no embeddings yet. `ladder evaluate {folder.path} --split {split}` makes them."


def _folders() -> dict[str, RunFolder]:
    """The runs by name, newest first; one of the visitor's own hides a bundled one of the same name."""
    folders: dict[str, RunFolder] = {}
    for folder in runs.all_runs():
        folders.setdefault(folder.name, folder)
    return folders
