"""Items of the gallery: a first look, one whole, a ranking as a table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from ladder.datasets.record import CaptionedImages
from ladder.errors import DataError
from ladder.words import rungs
from pages.parts.search import query
from pages.parts.search.keys import KEYS
from pages.parts.shell import cache, notices, pictures

if TYPE_CHECKING:
    from pages.parts.components.ranked import Answer

ROW, HEAD = 64, 38  # pixels
COLUMNS = ("rank", "picture", "level", "relevance", "similarity", "other", "own", "caption", "id")
NO_PICTURE = (
    '<div style="aspect-ratio:1;display:grid;place-items:center;border-radius:0.6rem;'
    'border:1px dashed currentColor;font-size:0.875rem">no picture</div>'
)


def first_look(data: CaptionedImages, count: int) -> list[int]:
    """The rows of a few images, always the same ones."""
    return cache.spread(range(len(data)), count)


def picture(data: CaptionedImages, image: int, caption: str) -> None:
    """The whole of a picture, small; an empty place and the reason where it cannot be shown."""
    if data.pictures is None:
        st.html(NO_PICTURE)
        return
    try:
        st.image(pictures.thumbnail(data, image, whole=True), width="stretch", alt=caption)
    except DataError as error:
        st.html(NO_PICTURE)
        notices.notice(notices.sentence(str(error)), "warning")


def table(answers: "Sequence[Answer]", data: CaptionedImages, most: int) -> None:
    """A row an item of run A's ranking, and the way to search with the row that is selected."""
    ranking = answers[0].ranking
    above = st.container(horizontal=True, vertical_alignment="center")
    shown = rows(answers)[:most]
    columns = st.column_config
    source = pictures.template(answers[0].folder, ranking.split, ROW) if data.pictures else None
    pictured = [
        row
        | {"own": "★" * row["own"], "level": _level(row["level"])}
        | {"picture": source and source.replace("{image}", str(image))}
        for row, image in zip(shown, ranking.images, strict=False)
    ]
    state = st.dataframe(
        pictured,
        key=KEYS.table,
        hide_index=True,
        row_height=ROW,
        height=HEAD + ROW * min(len(shown), 10),
        column_order=[name for name in COLUMNS if any(row.get(name) not in (None, "") for row in pictured)],
        column_config={
            "rank": columns.NumberColumn("Rank", width=60),
            "picture": columns.ImageColumn("Picture", width=80),
            "level": columns.TextColumn("Level", width=100, help="Level 1 is most like what was asked."),
            "similarity": columns.NumberColumn("Similarity", format="%.3f", width=100),
            "relevance": columns.ProgressColumn("Relevance", format="%.2f", min_value=0, max_value=1, width=120),
            "other": columns.NumberColumn("Rank under B", width=100),
            "own": columns.TextColumn("Own", width=60, help="★ marks what belongs to the query's own image"),
            "caption": columns.TextColumn("Caption", width=360),
            "id": columns.TextColumn("Name"),
        },
        on_select="rerun",
        selection_mode="single-row",
        alt=f"The nearest {ranking.among}, a row a rank",
    )
    selected = [row for row in state.selection.rows if row < len(shown)]  # it outlives the list it was made in
    place = selected[0] if selected else 0
    with above:
        st.button(
            f"Use no. {place + 1} as query",
            key=KEYS.use_item,
            icon=":material/search:",
            on_click=query.use_item,
            args=(ranking.ids[place],),
        )
        notices.aside("Select a row by its box, or with Shift + Space, to search with another.")


def _level(label: int | None) -> str:
    """A level in the table; the query's own have their star."""
    return "" if not label else rungs.level(label)


def rows(answers: "Sequence[Answer]") -> list[dict[str, Any]]:
    """Run A's ranking a dict a rank, with the rank under run B where there is one; None where B does not list it."""
    found = answers[0].ranking.rows()
    if len(answers) < 2:
        return found
    places = {name: place + 1 for place, name in enumerate(answers[1].ranking.ids)}
    return [row | {"other": places.get(row["id"])} for row in found]


def table_of(answers: "Sequence[Answer]", most: int) -> list[dict[str, Any]]:
    """All rankings, a dict a run and rank, with what was asked: the file that is saved."""
    return [
        {"run": folder.name, "query": ranking.query, "among": ranking.among, "split": ranking.split}
        | {"judge": ranking.judged_by}
        | row
        for folder, ranking, _ in answers
        for row in ranking.rows()[:most]
    ]
