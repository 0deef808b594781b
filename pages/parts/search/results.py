"""The answer to a query: one sentence, the rankings, and behind them how they were made."""

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from ladder.datasets.record import CaptionedImages
from ladder.errors import LadderError, QueryError
from ladder.figures.theme import either
from ladder.runs import RunFolder
from ladder.search import quality
from pages.parts.components import printing, ranked
from pages.parts.components.ranked import LISTED, Answer
from pages.parts.search import gallery, headline, query
from pages.parts.search.keys import KEYS, VIEW
from pages.parts.search.query import Query
from pages.parts.shell import cache, frame, notices
from pages.parts.shell.sidebar import Selection

if TYPE_CHECKING:
    from ladder.search.calibration import AskedBy

TABLE = "table"  # as the link has it
COUNTS = (10, 20, 50, LISTED)
LIST = ":material/format_list_numbered:"
SMALL = "margin:0;font-size:0.875rem;overflow-wrap:anywhere"
ASKED = 88  # pixels, width of the query's own picture above strips
BELOW = (  # in sight, however far one scrolls
    f"<style>@media(min-width:640px){{:has(>.st-key-{KEYS.looks}){{position:sticky;bottom:0;z-index:1;"
    f"margin:0 -0.5rem;padding:0.3rem 0.5rem;"
    f"background:{either(lambda theme: theme.paper)}}}}}"
    f".st-key-{KEYS.view} button{{text-transform:capitalize}}</style>"  # the link has it small
)
LAYMAN = (
    "The step line above a strip shows how well each picture fits, the dotted line the best order that the gallery "
    "allows; what is tinted between them was lost. The lower edge of a picture has the colour of its level."
)
EXPERT = (
    f"The sentence is nDCG@{quality.DEPTH}, relevance as the gain, against the whole gallery; run A's judge judges "
    "both. Levels are the query's adaptive levels: exact 1-D clusters of the relevance to all candidates, 2 to 5 by "
    "the Silhouette score. Relevance 0 is on no level."
)


def draw(asked: Query, chosen: Selection, data: CaptionedImages) -> None:
    """Draws the answer.

    Raises:
        LadderError: If the query cannot be answered as asked.
    """
    if asked.text:
        _answered(asked, chosen, data)
    elif chosen.find == "captions":
        left, right = st.columns([1, 4], gap="medium")
        with left:
            _asked(data, asked, chosen)
        with right:
            _answered(asked, chosen, data)
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(width=ASKED, gap=None):
                said = _picture(data, asked)
            with st.container(gap="xsmall"):
                _named(asked, chosen, said)
        _answered(asked, chosen, data)


def _answered(asked: Query, chosen: Selection, data: CaptionedImages) -> None:
    """The sentence, the rankings, and what stands under them."""
    size = len(data) if chosen.find == "images" else len(data.captions)
    answers = find(asked, chosen)
    frame.said(headline.sentence(answers), html=True)
    if said := headline.unknown([answer.ranking for answer in answers]):
        notices.aside(said)
    if answers[0].ranking.relevance is None:
        fits(answers)
    if chosen.preset == "Expert":
        frame.made(_made(answers, size))
    place = st.container(gap="small")
    most, alone = (LISTED, True) if chosen.preset == "Demo" else _row(answers, data, size, chosen)
    with place:
        ranked.draw(
            answers,
            pictured=data.pictures is not None,
            key=KEYS.results,
            used=query.use_item,
            preset=chosen.preset,
            most=most,
            deep=alone,
        )


def find(asked: Query, chosen: Selection, k: int = LISTED) -> list[Answer]:
    """Run A's ranking, and run B's where there is one and it can answer; A judges both.

    Args:
        asked: The query.
        chosen: The runs and the gallery.
        k: How many; at least as many as are measured.

    Raises:
        LadderError: If run A cannot answer as asked.
    """
    k = max(k, quality.DEPTH)
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


def _row(answers: Sequence[Answer], data: CaptionedImages, size: int, chosen: Selection) -> tuple[int, bool]:
    """What stands under the rankings; how many ranks are shown, and whether nothing else is."""
    st.html(BELOW)
    with st.container(horizontal=True, vertical_alignment="center", key=KEYS.looks):
        if chosen.preset != "Expert":
            with st.popover("How was this made", type="tertiary", icon=":material/info:", key=KEYS.made):
                st.html(f'<p style="{SMALL}">{notices.in_html(_made(answers, size))}</p>')
        frame.what_is_this(VIEW.ranking, LAYMAN, EXPERT)
        shown = st.pills(
            "Also as",
            [TABLE],
            key=KEYS.view,
            bind="query-params",
            label_visibility="collapsed",
        )
        most = _count(size) if chosen.preset == "Expert" else LISTED
        frame.as_csv(lambda: gallery.table_of(answers, most), "ranking.csv", VIEW.ranking)
        printing.draw(KEYS.results, headline.printed(answers), _made(answers, size))
    if shown == TABLE:
        gallery.table(answers, data, most)
    return most, shown != TABLE


def _count(size: int) -> int:
    """How many ranks are shown, never more than there are."""
    counts = [*(count for count in COUNTS[:-1] if count < size), min(size, LISTED)]
    return st.selectbox(
        "How many",
        counts,
        index=len(counts) - 1,
        key=KEYS.count,
        bind="query-params",
        label_visibility="collapsed",
        icon=LIST,
        width=104,
    )


def _asked(data: CaptionedImages, asked: Query, chosen: Selection) -> None:
    """What is searched with, large, and the way back."""
    _named(asked, chosen, _picture(data, asked))


def _picture(data: CaptionedImages, asked: Query) -> tuple[str, ...]:
    """Shows the photograph, or the whole picture of an item; the caption, or all captions of the image."""
    if asked.photo is not None:
        st.image(asked.photo, width="stretch", alt="your photograph")
        return ("Your photograph. It is no part of the link to this view.",)
    name = asked.item
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


def _named(asked: Query, chosen: Selection, said: tuple[str, ...]) -> None:
    """What is searched with, in words, and the way back."""
    name = f"<strong>{html.escape(asked.item)}</strong><br>" if asked.item and chosen.preset != "Demo" else ""
    st.html(f'<div style="{SMALL}">{name}{"<br>".join(html.escape(line) for line in said)}</div>')
    st.button("Clear", icon=":material/close:", on_click=query.clear)


def fits(answers: Sequence[Answer]) -> None:
    """Whether anything fits, in one verdict: the best that a run gives, where one could be measured."""
    measured = [answer for answer in answers if answer.calibration is not None]
    verdicts = [
        calibration.verdict(ranking, cache.embeddings(folder, ranking.split))
        for folder, ranking, calibration in measured
        if calibration is not None
    ]
    if verdicts:
        strange = any(answer.calibration.is_strange(answer.ranking) for answer in measured if answer.calibration)
        st.html(headline.verdict(min(verdicts, key=list(headline.FITS).index), strange=strange))


def _made(answers: Sequence[Answer], size: int) -> str:
    """How the view was made: what was searched, how near it lies, who judged."""
    ranking = answers[0].ranking
    near = " and ".join(
        f"{answer.ranking.similarity[0]:.2f} to {answer.ranking.similarity[-1]:.2f} under `{answer.folder.name}`"
        for answer in answers
    )
    judged = f"Relevance is judged by `{ranking.judged_by}`; the first {min(quality.DEPTH, len(ranking))} are measured."
    if ranking.relevance is None or ranking.ideal is None:
        judged = f"No relevance is shown: {ranking.judged_by}."
    return f"The nearest {len(ranking)} of {size:,} {ranking.among}, exactly; similarity {near}. {judged}"
