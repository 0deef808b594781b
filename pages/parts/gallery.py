"""A ranking as pictures, as a table and as a file."""

import base64
import csv
import html
import io
from typing import TYPE_CHECKING

import streamlit as st

from ladder.datasets.record import CaptionedImages
from ladder.errors import DataError
from pages.parts import cached, notices, query, ribbon

if TYPE_CHECKING:
    from ladder.ranking import Among, Ranking

NARROWEST, SMALL = 150, 64  # pixels
TABLE_HEAD = 38
COLUMNS = ("rank", "picture", "similarity", "relevance", "own", "caption", "id")
OWN = '<span style="color:light-dark(#a34700, #ff9d57);font-weight:600">★ own</span>'
BAR = "height:5px;border-radius:3px"
CAPTION = "font-size:0.875rem;line-height:1.3;margin-top:0.4rem;overflow-wrap:anywhere"
THREE_LINES = "display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;min-height:3.9em"


def cards(ranking: "Ranking", data: CaptionedImages) -> None:
    """A card an item: its picture, its figures, its caption, and the way to search with it."""
    problems: list[str] = []
    with st.grid("auto", min_column_width=NARROWEST, gap="medium"):
        for place in range(len(ranking)):
            with st.container(gap="xsmall"):
                problems += picture(data, int(ranking.images[place]), ranking.texts[place])
                st.html(card(ranking, place))
                _use(ranking.ids[place], ranking.among, f"Use no. {place + 1} as query", place)
    _tell(problems)


def samples(data: CaptionedImages, count: int) -> None:
    """A few images of the gallery, always the same ones."""
    problems: list[str] = []
    with st.grid("auto", min_column_width=NARROWEST, gap="medium"):
        for place, image in enumerate(cached.spread(range(len(data)), count)):
            caption = data.captions[data.first_caption[image]]
            with st.container(gap="xsmall"):
                problems += picture(data, image, caption)
                st.html(_caption(caption))
                _use(data.image_ids[image], "images", f"Use no. {place + 1} as query", place)
    _tell(problems)


def picture(data: CaptionedImages, image: int, caption: str, *, whole: bool = False) -> list[str]:
    """Draws a small picture, or an empty place; returns what is wrong with the file, if anything is."""
    problems = []
    if data.pictures is not None:
        try:
            st.image(cached.thumbnail(data, image, whole=whole), width="stretch", alt=caption)
            return []
        except DataError as error:
            problems = [str(error)]
    st.html(
        '<div style="aspect-ratio:1;display:grid;place-items:center;border-radius:0.6rem;opacity:0.6;'
        'border:1px dashed currentColor;font-size:0.875rem">no picture</div>'
    )
    return problems


def card(ranking: "Ranking", place: int) -> str:
    """What stands under a picture, as HTML: rank, similarity, relevance as a number and a bar, caption."""
    own = OWN if ranking.own[place] else ""
    similarity = f"similarity {ranking.similarity[place]:.2f}"
    head = f'<div style="display:flex;justify-content:space-between"><span><strong>{place + 1}</strong> {own}</span>'
    figures = f"{head}<span>{similarity}</span></div>"
    if ranking.relevance is not None:
        figures += _degree(float(ranking.relevance[place]))
    small = "font-size:0.8rem;font-variant-numeric:tabular-nums"
    return f'<div style="{small}">{figures}</div>{_caption(ranking.texts[place])}'


def table(ranking: "Ranking", data: CaptionedImages) -> None:
    """A row an item, and the way to search with the row that is selected."""
    above = st.container(horizontal=True, vertical_alignment="center")
    rows = [
        row | {"own": "★" * row["own"], "picture": _inline(data, int(image))}
        for row, image in zip(ranking.rows(), ranking.images, strict=True)
    ]
    absent = {"relevance"} if ranking.relevance is None else set()
    absent |= set() if ranking.own.any() else {"own"}
    columns = st.column_config
    state = st.dataframe(
        rows,
        key="table",
        hide_index=True,
        row_height=SMALL,
        height=TABLE_HEAD + SMALL * min(len(rows), 10),
        column_order=[name for name in COLUMNS if name not in absent],
        column_config={
            "rank": columns.NumberColumn("Rank", width=60),
            "picture": columns.ImageColumn("Picture", width=80),
            "similarity": columns.NumberColumn("Similarity", format="%.3f", width=100),
            "relevance": columns.ProgressColumn("Relevance", format="%.2f", min_value=0, max_value=1, width=120),
            "own": columns.TextColumn("Own", width=60, help="★ marks what belongs to the query's own image"),
            "caption": columns.TextColumn("Caption", width=400),
            "id": columns.TextColumn("Name"),
        },
        on_select="rerun",
        selection_mode="single-row",
        alt=f"The nearest {ranking.among}, a row a rank",
    )
    selected = [row for row in state.selection.rows if row < len(ranking)]  # it outlives the list it was made in
    with above:
        place = selected[0] if selected else 0
        _use(ranking.ids[place], ranking.among, f"Use no. {place + 1} as query", place)
        notices.aside("Select a row by its box, or with Shift + Space, to search with another.")


def as_csv(ranking: "Ranking") -> str:
    """A line a rank, with what was asked."""
    buffer = io.StringIO()
    asked = {"query": ranking.query, "among": ranking.among, "split": ranking.split, "judge": ranking.judged_by}
    rows = [row | asked for row in ranking.rows()]
    writer = csv.DictWriter(buffer, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def _degree(relevance: float) -> str:
    """A degree of relevance in [0, 1] as words and as a bar."""
    return (
        f'<div style="opacity:0.85;text-align:right">relevance {relevance:.2f}</div>'
        f'<div style="{BAR};background:{ribbon.GROUND}" aria-hidden="true">'
        f'<div style="{BAR};width:{100 * relevance:.0f}%;background:{ribbon.colour(relevance)}"></div></div>'
    )


def _caption(text: str) -> str:
    return f'<div style="{CAPTION};{THREE_LINES}">{html.escape(text)}</div>'


def _use(name: str, kind: "Among", label: str, place: int) -> None:
    st.button(
        label, key=f"use-{place}", type="tertiary", icon=":material/search:", on_click=query.use_item, args=(name, kind)
    )


def _inline(data: CaptionedImages, image: int) -> str | None:
    """A very small picture as a data address."""
    try:
        return "data:image/jpeg;base64," + base64.b64encode(cached.thumbnail(data, image, SMALL)).decode()
    except DataError:
        return None


def _tell(problems: list[str]) -> None:
    """One sentence for all pictures that could not be shown."""
    different = list(dict.fromkeys(problems))
    if different:
        many = f"{len(different)} of these pictures cannot be shown. " if len(different) > 1 else ""
        notices.notice(many + notices.sentence(different[0]), "warning")
