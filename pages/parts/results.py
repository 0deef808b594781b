"""The answer to a query: what was asked, how it is looked at, one sentence, the items."""

import html
from typing import TYPE_CHECKING

import streamlit as st

from ladder.datasets.record import CaptionedImages
from ladder.errors import QueryError
from pages.parts import gallery, headline, notices, query, ribbon
from pages.parts.query import Query

if TYPE_CHECKING:
    from ladder.ranking import ExactMatch, Ranking
    from pages.parts.opened import OpenedRun

AMONG, VIEWS = ("images", "captions"), ("gallery", "table")
COUNTS = (10, 20, 50, 100)
LIST = ":material/format_list_numbered:"
LARGE, SMALL = (f"margin:0;font-size:{size};overflow-wrap:anywhere" for size in ("1.05rem", "0.875rem"))
HIDE = (
    "Leaves out the items that belong to the query itself, and shows what the model finds best among all others: where "
    "the very picture is not there, the order of the rest is all that counts."
)
ASKED = 140  # pixels, width of the query's own picture


def draw(run: "OpenedRun", data: CaptionedImages, split: str, asked: Query) -> None:
    """Draws the answer.

    Raises:
        LadderError: If the query cannot be answered as asked.
    """
    if not asked.text:
        _asked(data, asked)
    bar = st.container(horizontal=True, vertical_alignment="center", key="looks")
    with bar:
        among = _choice("What to find", AMONG, "find")
        view = _choice("How to show it", VIEWS, "view")
        k = st.selectbox(
            "How many",
            COUNTS,
            index=1,
            key="k",
            bind="query-params",
            label_visibility="collapsed",
            icon=LIST,
            width=104,
        )
        hide = st.toggle("Hide the exact match", key="hide", bind="query-params", help=HIDE)
    exact_match: ExactMatch = "hidden" if hide else "kept"
    ranking = query.answer(run, asked, split, "captions" if among == "captions" else "images", k, exact_match)
    file = gallery.as_csv(ranking)
    bar.download_button("CSV", file, "ranking.csv", "text/csv", icon=":material/download:", on_click="ignore")
    _said(ranking, len(data) if among == "images" else len(data.captions))
    if view == "table":
        gallery.table(ranking, data)
    else:
        gallery.cards(ranking, data)


def _choice(label: str, options: tuple[str, ...], key: str) -> str:
    """One of a few, the first by default, kept in the link."""
    return st.segmented_control(
        label,
        options,
        default=options[0],
        required=True,
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )


def _asked(data: CaptionedImages, asked: Query) -> None:
    """Shows the photograph or the item that is searched with, and the way back."""
    with st.container(horizontal=True, wrap=False, border=True):
        picture, words = st.container(width=ASKED), st.container()
        if asked.photo is not None:
            small = asked.photo.copy()
            small.thumbnail((ASKED, ASKED))
            picture.image(small, alt="your photograph")
            words.text("Your photograph. It is no part of the link to this view.")
        else:
            with picture:
                said = _item(data, asked.item)
            lines = "<br>".join(html.escape(line) for line in said)
            words.html(f'<div style="{SMALL}"><strong>{html.escape(asked.item)}</strong><br>{lines}</div>')
        words.button("Clear", icon=":material/close:", on_click=query.clear)


def _item(data: CaptionedImages, name: str) -> tuple[str, ...]:
    """Shows the whole picture of an item; the caption, or all captions of the image."""
    if name in data.image_ids:
        image = data.image_ids.index(name)
        said = data.captions[data.first_caption[image] : data.first_caption[image + 1]]
    elif name in data.caption_ids:
        caption = data.caption_ids.index(name)
        image, said = int(data.caption_image[caption]), data.captions[caption : caption + 1]
    else:
        raise QueryError(f"no image or caption `{name}` in this gallery; type words, or search with a result")
    gallery.picture(data, image, said[0], whole=True)
    return said


def _said(ranking: "Ranking", size: int) -> None:
    """The sentence, who judged, and the words that were not understood."""
    judged = f"Relevance is judged by `{ranking.judged_by}`"
    if ranking.relevance is None:
        judged = f"No relevance is shown: {ranking.judged_by}"
    st.html(f'<p role="status" style="{LARGE}">{headline.sentence(ranking, size)}</p>')
    notices.aside(f"{judged}.")
    if ranking.unknown_words:
        words = ", ".join(f"“{word}”" for word in ranking.unknown_words)
        notices.notice(f"The model has never met {words}, so the ranking cannot go by that.")
    if ranking.relevance is not None and ranking.relevance.any():
        st.html(ribbon.draw(ranking.relevance))
