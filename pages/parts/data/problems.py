"""What is wrong with a data set, with file and line."""

from collections.abc import Iterable, Iterator

import streamlit as st

from ladder import datasets
from ladder.datasets import Inspection, Problem
from pages.parts.data.keys import KEYS, VIEW
from pages.parts.shell import frame, notices

EVERY = 20  # pictures between two looks at the bar
MOST = 500  # rows


def draw(found: Inspection) -> None:
    """The whole view."""
    if st.button("Decode every picture", icon=":material/image_search:", help="finds damaged files; takes a while"):
        found = datasets.inspect(found.spec, progress=_bar)
        st.session_state[KEYS.decoded] = (found.spec, found)
    spec, decoded = st.session_state.get(KEYS.decoded, ("", None))
    if decoded is not None and spec == found.spec:
        found = decoded
    count = len(found.problems)
    said = f"{count:,} problem{'s' * (count != 1)}" if count else "No problems"
    decoded = "and every picture decoded" if found.widths else "and whether pictures are there; they were not decoded"
    frame.said(f"{said}. Looked at: files, lines, ids, captions, {decoded}.")
    if found.problems:
        _table(found.problems, "Problems", VIEW.problems)
    if found.notes:
        notices.aside("Oddities that were mended or passed over; they are no errors.")
        _table(found.notes, "Notes", VIEW.notes)


def _table(problems: tuple[Problem, ...], title: str, view: str) -> None:
    st.subheader(title, anchor=False)
    columns = st.column_config.TextColumn
    rows = [
        {
            "file": str(problem.path) if problem.path else "",
            "line": problem.line,
            "what": problem.what,
            "mend": problem.mend,
        }
        for problem in problems
    ]
    st.dataframe(
        rows[:MOST],
        key=KEYS.table(view),
        hide_index=True,
        column_config={
            "file": columns("File", width="medium"),
            "line": st.column_config.NumberColumn("Line", width="small"),
            "what": columns("What is wrong", width="large"),
            "mend": columns("What to do", width="medium"),
        },
        alt=f"{title}, a row each",
    )
    frame.as_csv(rows, f"{title.lower()}.csv", view)


def _bar(rows: Iterable[int]) -> Iterator[int]:
    """Counts pictures on the page."""
    numbers = list(rows)
    bar = st.progress(0.0, text="Decoding …")
    for number in numbers:
        if number % EVERY == 0:
            bar.progress(number / len(numbers), text=f"Decoding {number:,} of {len(numbers):,} pictures …")
        yield number
    bar.empty()
