"""The story of the demo in seven steps; each is the live tool with its state set."""

import html
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from ladder import figures, space
from ladder.comparison.side_by_side import telling
from ladder.datasets.record import CaptionedImages
from ladder.figures import Theme
from ladder.runs import RunFolder
from ladder.search.ranking import Ranking
from ladder.words.outcomes import shown
from pages.parts.components import ranked
from pages.parts.components.ranked import Answer
from pages.parts.map import spaces
from pages.parts.search import gallery, headline, query, results
from pages.parts.search.query import Query
from pages.parts.shell import cache, frame, notices
from pages.parts.shell.sidebar import Selection
from pages.parts.start import bars
from pages.parts.start.keys import KEYS, VIEW

STEPS = 7
SHORT, LONG = 10, 100  # ranks
CAPTION = (
    "margin:0.5rem 0 1rem;font-size:1.35rem;line-height:1.4;font-weight:500;max-width:46rem;overflow-wrap:anywhere"
)


class Told(NamedTuple):
    """What all steps look at."""

    chosen: Selection
    data: CaptionedImages
    caption: int


def tell(chosen: Selection, step: int) -> None:
    """Draws a step, 1 to ``STEPS``; without run B those that need it say so."""
    told = _told(chosen)
    if step in (4, 5, 6) and chosen.other is None:
        notices.notice("This step compares two runs: pick a run B in the sidebar.")
        return
    if st.session_state.pop(KEYS.search_next, False):
        st.switch_page("search.py", query_params=st.query_params.to_dict())
    steps = (_pair, _found, _down, _both, _rings, _all, _yours)
    steps[step - 1](told)


def _told(chosen: Selection) -> Told:
    """Images to the query's caption, the exact match kept: what the story is about."""
    run = cache.opened(chosen.folder)
    samples = [cache.samples(folder, chosen.split) for folder in chosen.both]
    caption = 0 if samples[0] is None else telling.telling_query(samples[0], *(one for one in samples[1:] if one))
    return Told(replace(chosen, find="images", exact_match="kept"), run.data(chosen.split), caption)


def _say(text: str) -> None:
    st.html(f'<p role="status" style="{CAPTION}">{text}</p>')


def _query(told: Told) -> str:
    return f"<strong>“{html.escape(told.data.captions[told.caption])}”</strong>"


def _pair(told: Told) -> None:
    _say(f"One photograph, one caption: {_query(told)}. A search should find one by the other. And what then?")
    image = int(told.data.caption_image[told.caption])
    left, _ = st.columns([1, 2])
    with left:
        gallery.picture(told.data, image, told.data.captions[told.caption])


def _answers(told: Told, k: int, *, both: bool) -> list[Answer]:
    chosen = told.chosen if both else replace(told.chosen, other=None)
    return results.find(Query(item=told.data.caption_ids[told.caption]), chosen, k)


def _draw(told: Told, answers: list[Answer], key: str, most: int = SHORT) -> None:
    ranked.draw(answers, pictured=told.data.pictures is not None, key=key, used=_use, most=most)


def _use(name: str) -> None:
    """A result becomes the query of the page Search, which the next run turns to."""
    query.use_item(name)
    st.session_state[KEYS.search_next] = True


def _name(folder: RunFolder) -> str:
    return f"<strong>{html.escape(folder.name)}</strong>"


def _found(told: Told) -> None:
    answers = _answers(told, SHORT, both=False)
    own = np.flatnonzero(answers[0].ranking.own[:SHORT])
    name = _name(told.chosen.folder)
    if len(own) and own[0] == 0:
        _say(f"Ask for it: {name} finds the right image first. By the usual measure, recall, that is a perfect answer.")
    else:
        place = f"at no. {own[0] + 1}" if len(own) else f"not among the first {SHORT}"
        _say(f"Ask for it: {name} has the right image {place}. Recall, the usual measure, looks at nothing else.")
    _draw(told, answers, "story_found")


def _down(told: Told) -> None:
    answers = _answers(told, LONG, both=False)
    odd = telling.misplaced(answers[0].ranking)
    if odd is None:
        _say("Look further down the list: the line falls like a staircase. What fits best comes first.")
    elif odd.late is None:
        _say(f"Look down: no. {odd.early + 1} hardly fits, and better ones stand behind it. Recall is blind to that.")
    else:
        _say(
            f"Look down the list: no. {odd.early + 1} hardly fits; a better one than all the first {telling.EARLY} "
            f"waits at no. {odd.late + 1}."
        )
    _draw(told, answers, "story_down", LONG)


def _both(told: Told) -> None:
    answers = _answers(told, LONG, both=True)
    shares = [f"{_name(answer.folder)} {100 * answer.ranking.in_order:.0f} %" for answer in answers]
    _say(f"The ladder’s list below: a coherent list falls like a staircase. Pairs in order: {', '.join(shares)}.")
    _draw(told, answers, "story_both", LONG)


def _rings(told: Told) -> None:
    _say("The query in the centre, distance exact. Rings of colour mean order, confetti means none.")
    answers = _answers(told, len(told.data), both=True)
    for column, answer in zip(st.columns(len(answers)), answers, strict=True):
        with column:
            frame.said(f"`{answer.folder.name}`")
            frame.plot(_eye(told, answer.ranking), VIEW.eye(answer.folder.name), alt=ranked.said([answer]))


def _eye(told: Told, ranking: Ranking) -> Callable[[Theme], go.Figure]:
    """The bullseye of a whole gallery's ranking."""
    places = np.argsort(ranking.items)  # back to the gallery's order
    labels = np.full(len(places), -1) if ranking.levels is None else ranking.levels[places]
    clusters = spaces.opened(told.chosen.folder, told.chosen.split).clusters().labels[: len(places)]
    eye = space.bullseye(ranking.similarity[places], labels, angle_by=clusters)
    return lambda theme: figures.bullseye(eye.radius, eye.angle, labels, medians=eye.medians, theme=theme)


def _all(told: Told) -> None:
    found = bars.compared(told.chosen)
    row = bars.row(found, telling.DIRECTION, telling.FIGURE)
    said = "One query is an anecdote."
    if row is not None:
        wins, losses = (f"{100 * (share or 0):.0f} %" for share in (row.found.better, row.found.worse))
        queries = found.queries[telling.DIRECTION]
        said += f" Over {queries:,}, by the order {shown(row.outcome)}: B is better at {wins}, A at {losses}."
    _say(said)
    bars.draw(told.chosen)


def _yours(told: Told) -> None:
    _say("Now yours: type anything. Where nothing really fits, the tool says so.")
    words = st.text_input("Your own words", key=KEYS.words, **frame.SEARCHED)
    if words and words.strip():
        answers = results.find(Query(text=words.strip()), told.chosen, SHORT)
        frame.said(headline.sentence(answers), html=True)
        results.fits(answers)
        _draw(told, answers, "story_yours")
