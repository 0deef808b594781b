"""The answer to a query: what was asked, one sentence, whether anything fits, the rankings."""

import html
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st
from PIL import Image

from ladder.datasets.record import CaptionedImages
from ladder.errors import LadderError, QueryError
from ladder.runs import RunFolder
from ladder.search import contact_sheet
from ladder.search.calibration import nearness
from pages.parts.components import ranked
from pages.parts.components.ranked import Answer
from pages.parts.search import gallery, headline, query
from pages.parts.search.keys import KEYS, VIEW
from pages.parts.search.query import Query
from pages.parts.shell import cache, frame, notices
from pages.parts.shell.sidebar import Selection

if TYPE_CHECKING:
    from ladder.search.calibration import AskedBy

VIEWS = ("gallery", "table")
COUNTS = (10, 20, 50, 100)
LIST = ":material/format_list_numbered:"
SMALL = "margin:0;font-size:0.875rem;overflow-wrap:anywhere"
ASKED = 140  # pixels, width of the query's own picture
LAYMAN = (
    "The step line shows how well the picture at each place fits. A good search falls like a staircase: what fits best "
    "comes first, then what fits less. A saw means that poor matches stand before better ones. The dotted line is the "
    "best possible order; the tinted area between them is what was lost."
)
EXPERT = (
    "Relevance by rank under the run's judge, against the ideal order of the whole gallery. Levels are the query's "
    "adaptive levels (exact 1-D clusters of the relevance to all candidates, 2 to 5 by the Silhouette score); an arc "
    "joins an item to the nearest one before it that lies two or more levels lower. Run A's judge judges both."
)


def draw(asked: Query, chosen: Selection, data: CaptionedImages) -> None:
    """Draws the answer.

    Raises:
        LadderError: If the query cannot be answered as asked.
    """
    if not asked.text:
        _asked(data, asked)
    bar = st.container(horizontal=True, vertical_alignment="center", key=KEYS.looks)
    with bar:
        view = st.segmented_control(
            "How to show it",
            VIEWS,
            default="gallery",
            required=True,
            key=KEYS.view,
            bind="query-params",
            label_visibility="collapsed",
        )
        k = st.selectbox(
            "How many",
            COUNTS,
            index=1,
            key=KEYS.count,
            bind="query-params",
            label_visibility="collapsed",
            icon=LIST,
            width=104,
        )
    answers = find(asked, chosen, k)
    with bar:
        _save(answers, data)
        frame.what_is_this(VIEW.ranking, LAYMAN, EXPERT)
    _said(answers, len(data) if chosen.find == "images" else len(data.captions))
    if view == "table":
        gallery.table(answers, data)
    else:
        ranked.draw(answers, pictured=data.pictures is not None, key=KEYS.results, used=query.use_item)


def find(asked: Query, chosen: Selection, k: int) -> list[Answer]:
    """Run A's ranking, and run B's where there is one and it can answer; A judges both.

    Raises:
        LadderError: If run A cannot answer as asked.
    """
    answers = [_answer(asked, chosen, chosen.folder, k)]
    if chosen.other is not None:
        try:
            answers.append(_answer(asked, chosen, chosen.other, k))
        except LadderError as error:
            notices.notice(f"`{chosen.other.name}` cannot answer: {error}", "warning")
    return answers


def _answer(asked: Query, chosen: Selection, folder: RunFolder, k: int) -> Answer:
    judge = cache.opened(chosen.folder)
    ranking = query.answer(cache.opened(folder), asked, chosen, k, judge)
    kind: AskedBy = "words" if ranking.kind in ("text", "caption") else "photo"
    return Answer(folder, ranking, cache.calibration(folder, chosen.split, kind, chosen.find))


def _save(answers: Sequence[Answer], data: CaptionedImages) -> None:
    """The rankings as a table and, where there are pictures, as one picture."""
    frame.as_csv(lambda: gallery.table_of(answers), "ranking.csv", VIEW.ranking)
    if data.pictures is not None:
        st.download_button(
            "Picture",
            lambda: sheet(answers, data),
            "ranking.jpg",
            "image/jpeg",
            key=KEYS.sheet,
            icon=":material/image:",
            on_click="ignore",
        )


def sheet(answers: Sequence[Answer], data: CaptionedImages) -> bytes:
    """The rankings' pictures on one JPEG, run B's below run A's."""
    sheets = [contact_sheet.lay_out(answer.ranking, data) for answer in answers]
    whole = Image.new("RGB", (max(each.width for each in sheets), sum(each.height for each in sheets)), "white")
    top = 0
    for each in sheets:
        whole.paste(each, (0, top))
        top += each.height
    buffer = io.BytesIO()
    whole.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


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
    gallery.picture(data, image, said[0])
    return said


def _said(answers: Sequence[Answer], size: int) -> None:
    """The sentence, whether anything fits, who judged, and the words that were not understood."""
    frame.said(headline.sentence(answers), html=True)
    fits(answers)
    frame.made(_made(answers, size))
    for word in dict.fromkeys(word for answer in answers for word in answer.ranking.unknown_words):
        notices.notice(f"The model has never met “{word}”, so the ranking cannot go by that.")


def fits(answers: Sequence[Answer]) -> None:
    """A verdict a run, where nonsense was measured."""
    verdicts = []
    for folder, ranking, calibration in answers:
        if calibration is not None:
            near = float(nearness(ranking.similarity))
            name = folder.name if len(answers) > 1 else ""
            verdicts.append(headline.verdict(calibration.verdict(near), calibration.beaten(near), name))
    if verdicts:
        said = "".join(f"<div>{verdict}</div>" for verdict in verdicts)
        st.html(f'<div style="display:flex;flex-wrap:wrap;gap:0.3rem 1.5rem">{said}</div>')


def _made(answers: Sequence[Answer], size: int) -> str:
    """How the view was made: what was searched, how near it lies, who judged."""
    ranking = answers[0].ranking
    near = " and ".join(
        f"{answer.ranking.similarity[0]:.2f} to {answer.ranking.similarity[-1]:.2f} under `{answer.folder.name}`"
        for answer in answers
    )
    judged = f"Relevance is judged by `{ranking.judged_by}`."
    if ranking.relevance is None or ranking.ideal is None:
        judged = f"No relevance is shown, and no staircase drawn: {ranking.judged_by}."
    elif not ranking.ideal.any():
        judged = f"No staircase is drawn: `{ranking.judged_by}` finds nothing in the gallery relevant to this query."
    return f"The nearest {len(ranking)} of {size:,} {ranking.among}, exactly; similarity {near}. {judged}"
