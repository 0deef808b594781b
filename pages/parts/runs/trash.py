"""Runs that come in as one file, and those that were deleted."""

import time

import streamlit as st

from ladder.errors import LadderError
from ladder.runs.many import exchange, trash
from ladder.runs.many.trash import Trashed
from pages.parts.runs.keys import KEYS
from pages.parts.shell import frame, notices

MOST_MEGABYTES = 1024  # larger ones by `ladder runs import`


def draw() -> None:
    """Two folded parts below the table."""
    left, right = st.columns(2)
    with left.expander("Bring in a run from a file", icon=":material/upload:"):
        _bring_in()
    thrown = trash.thrown()
    with right.expander(f"Trash ({len(thrown)})", icon=":material/delete:"):
        if not thrown:
            notices.aside("Nothing has been deleted.")
        for trashed in thrown:
            _trashed(trashed)


def _bring_in() -> None:
    uploads = st.session_state.setdefault(KEYS.uploads, 0)
    most = frame.upload_limit(MOST_MEGABYTES)
    file = st.file_uploader("A file that Export wrote", "zip", key=KEYS.file(uploads), max_upload_size=most)
    name = st.text_input("Name", key=KEYS.import_name, placeholder="as it was called", max_chars=80)
    if st.button("Bring it in", key=KEYS.bring_in, disabled=file is None, icon=":material/upload:") and file:
        try:
            folder = exchange.take_in(file, name=name.strip() or None)
        except LadderError as error:
            notices.notice(notices.sentence(str(error)), "warning")
            return
        st.session_state[KEYS.done] = f"`{folder.name}` is here."
        st.session_state[KEYS.uploads] += 1  # an empty uploader
        st.rerun()


def _trashed(trashed: Trashed) -> None:
    words, button = st.columns((3, 1), vertical_alignment="center")
    when = time.strftime("%d %B %Y, %H:%M", time.strptime(trashed.when, "%Y%m%d-%H%M%S"))
    with words:
        notices.aside(f"{trashed.name}: {when}, {trashed.size / 1e6:.1f} MB")
    if button.button("Restore", key=KEYS.restore(trashed.path.name), width="stretch"):
        try:
            folder = trash.restore(trashed.path.name)
        except LadderError as error:
            notices.notice(notices.sentence(str(error)), "warning")
            return
        st.session_state[KEYS.done] = f"`{folder.name}` is back."
        st.rerun()
