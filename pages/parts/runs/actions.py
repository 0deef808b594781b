"""What can be done with the run, or the two, that are picked."""

import io
from collections.abc import Callable

import streamlit as st

from ladder.errors import LadderError
from ladder.runs import ALIVE, RunFolder
from ladder.runs.many import about, exchange, names, trash
from ladder.runs.many.table import Entry
from ladder.training.schedule import kept_too_early
from pages.parts.runs.keys import KEYS
from pages.parts.shell import frame, listing, notices
from pages.parts.shell.keys import SHARED


def draw(chosen: list[Entry]) -> None:
    """Draws what fits the number of runs that are picked."""
    if done := st.session_state.pop(KEYS.done, None):
        notices.notice(done)
    if not chosen:
        notices.aside("Select a row at its left edge to rename, note, export or delete a run; select two to compare.")
    elif len(chosen) == 1:
        _one(chosen[0])
    elif len(chosen) == 2:
        _two(*chosen)
    else:
        notices.aside(f"{len(chosen)} runs are selected: compare two at a time, change one at a time.")


def _two(first: Entry, second: Entry) -> None:
    """The first is A and orange, the second B and purple."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.html(f"<strong>{notices.in_html(f'{first.name} and {second.name}')}</strong>")
        frame.link("compare", "Compare them", "balance", {SHARED.run: first.name, SHARED.against: second.name})
        frame.link("map", "Their maps", "bubble_chart", {SHARED.run: first.name, SHARED.against: second.name})
    if first.data != second.data:
        notices.notice("They are of different data: their figures cannot be compared.", "warning")


def _one(entry: Entry) -> None:
    folder = RunFolder(entry.path)
    with st.container(border=True):
        st.html(f'<strong style="overflow-wrap:anywhere">{notices.in_html(entry.name)}</strong>')
        if entry.state in ("failed", "dead", "damaged", "stopped") and entry.message:
            notices.aside(notices.sentence(entry.message))
        if entry.best_epoch and (early := kept_too_early(folder.config, entry.best_epoch)):
            notices.aside(notices.sentence(early))
        with st.container(horizontal=True, vertical_alignment="center"):
            _links(entry)
            _export(folder, entry)
            if not entry.bundled:
                _ask("Rename", ":material/edit:", rename, folder)
                _ask("Delete", ":material/delete:", delete, folder, disabled=entry.state in ALIVE)
        if entry.bundled:
            notices.aside(
                "It comes with the project and stays as it is: export and import it to have a copy of your own."
            )
        else:
            _noted(folder, entry)


def _links(entry: Entry) -> None:
    if entry.state == "finished":
        frame.link("search", "Search in it", "search", {SHARED.run: entry.name})
    if not entry.bundled:
        said = "Watch" if entry.state in ("finished", *ALIVE) else "Go on"
        frame.link("train", said, "monitoring", {SHARED.train_view: "Watch", SHARED.train_run: entry.name})
    if entry.state != "damaged":
        source = {SHARED.train_view: "New training", SHARED.train_from: f"run {entry.name}"}
        frame.link("train", "Same, but …", "content_copy", source)


def _export(folder: RunFolder, entry: Entry) -> None:
    def written() -> bytes:
        buffer = io.BytesIO()
        exchange.write(folder, buffer)
        return buffer.getvalue()

    st.download_button(
        "Export",
        written,
        f"{entry.name}.zip",
        "application/zip",
        key=KEYS.export,
        icon=":material/download:",
        on_click="ignore",
        disabled=entry.state in (*ALIVE, "damaged"),
        help="The whole run as one file: configuration, figures, checkpoints, embeddings with captions; no pictures.",
    )


def _noted(folder: RunFolder, entry: Entry) -> None:
    """Tags and the note, kept as they are changed."""
    if entry.warning:
        notices.notice(notices.sentence(entry.warning), "warning")
    left, right = st.columns((1, 2))
    known = sorted({tag for one in listing.rows() for tag in one.tags})
    tags = left.multiselect(
        "Tags", known, list(entry.tags), key=KEYS.tags(entry.name), accept_new_options=True, max_selections=20
    )
    note = right.text_area("Note", entry.note, key=KEYS.note(entry.name), max_chars=4000, height=80)
    if set(tags) != set(entry.tags) or note.strip() != entry.note:
        with notices.friendly():
            if problem := about.write(folder, tags=tags, note=note).problem:
                st.session_state[KEYS.done] = notices.sentence(problem)
            st.rerun()


def _ask(
    label: str, icon: str, dialog: Callable[[RunFolder], None], folder: RunFolder, *, disabled: bool = False
) -> None:
    if st.button(label, icon=icon, key=KEYS.asks(label.lower()), disabled=disabled):
        dialog(folder)


@st.dialog("Rename the run")
def rename(folder: RunFolder) -> None:
    """Asks for the new name."""
    name = st.text_input("Name", folder.name, key=KEYS.new_name, max_chars=80)
    notices.aside("Links and maps that name it keep the old name.")
    if st.button("Rename", type="primary", key=KEYS.rename_now, disabled=name.strip() in ("", folder.name)):
        _do(lambda: f"It is called `{names.rename(folder, name.strip()).name}` now.")


@st.dialog("Delete the run?")
def delete(folder: RunFolder) -> None:
    """Asks whether it is meant."""
    st.html(f"<p>{notices.in_html(f'`{folder.name}` goes to the trash, from where it can be brought back.')}</p>")
    with st.container(horizontal=True):
        if st.button("Delete", type="primary", icon=":material/delete:", key=KEYS.delete_now):
            _do(lambda: f"`{trash.delete(folder).name}` is in the trash.")
        if st.button("Keep it", key=KEYS.keep):
            st.rerun()


def _do(action: Callable[[], str]) -> None:
    """Does it, says so on the page; a mistake is said where it was made."""
    try:
        st.session_state[KEYS.done] = action()
    except (LadderError, OSError) as error:
        notices.notice(notices.sentence(str(error)), "warning")
    else:
        st.rerun()
