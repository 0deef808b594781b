"""Rankings as the results component draws them: staircase, ribbon and gallery in one, with what links them."""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from ladder.figures import DARK, LIGHT
from ladder.figures.theme import ON_BRIGHT, ON_DEEP
from ladder.runs import RunFolder
from ladder.search.calibration import Calibration
from ladder.search.ranking import Ranking
from pages.parts.components import scripts
from pages.parts.shell import pictures

DRAWN = ("paper", "ink", "quiet", "grid", "levels", "own", "first", "second", "unlevelled")
ON_LEVELS = {"onBright": ON_BRIGHT, "onDeep": ON_DEEP}
COLOURS = {theme.name: {name: getattr(theme, name) for name in DRAWN} | ON_LEVELS for theme in (LIGHT, DARK)}
SIDE = 240
_component = scripts.component("results", "search/results.js", "search/results.css")


class Answer(NamedTuple):
    """One run's ranking, and what its similarities are worth; None where that cannot be measured."""

    folder: RunFolder
    ranking: Ranking
    calibration: Calibration | None


def draw(answers: Sequence[Answer], *, pictured: bool, key: str, used: Callable[[str], None]) -> None:
    """Draws the rankings of one or two runs.

    Args:
        answers: Run A's, and run B's where there is one; of the same query among the same items.
        pictured: Whether the gallery has pictures.
        key: Of the component.
        used: Called with an item's name when it becomes the query.
    """
    _component(
        key=key,
        data=data(answers, pictured=pictured),
        on_used_change=lambda: used(st.session_state[key].used),
    )


def look(cards: Sequence[dict[str, Any]], *, key: str, used: Callable[[str], None]) -> None:
    """Draws cards that are no ranking: a look into the gallery."""
    model = {"mark": "", "name": "the gallery", "items": cards}
    shown = {"models": [model], "count": len(cards), "ideal": None, "among": "images", "colours": COLOURS}
    _component(key=key, data=shown, on_used_change=lambda: used(st.session_state[key].used))


def data(answers: Sequence[Answer], *, pictured: bool) -> dict[str, Any]:
    """What the component is given."""
    ranking = answers[0].ranking
    ids = [answer.ranking.ids for answer in answers]
    return {
        "models": [
            {
                "mark": "AB"[place],
                "name": answer.folder.name,
                "items": items(
                    answer, pictured=pictured, others=ids[1 - place] if len(ids) > 1 else None, rival="BA"[place]
                ),
            }
            for place, answer in enumerate(answers)
        ],
        "count": max(len(answer.ranking) for answer in answers),
        "ideal": ideal(ranking),
        "among": ranking.among,
        "alt": said(answers),
        "file": f"ranking-{re.sub(r'[^a-z0-9]+', '-', ranking.query.lower())[:40].strip('-')}",
        "colours": COLOURS,
    }


def items(answer: Answer, *, pictured: bool, others: Sequence[str] | None, rival: str = "") -> list[dict[str, Any]]:
    """A dict a rank: what stands on its card.

    Args:
        answer: Whose items.
        pictured: Whether the gallery has pictures.
        others: What the other run lists; None where there is none.
        rival: What the other run is called where it misses an item.
    """
    folder, ranking, calibration = answer
    source = pictures.template(folder, ranking.split, SIDE) if pictured else None
    words = closeness(ranking.similarity, calibration)
    nothing = ideal(ranking) is None  # is relevant: then all are of one level, which is no praise
    missed = set() if others is None else set(ranking.ids) - set(others)
    return [
        {
            "rank": place + 1,
            "id": name,
            "caption": ranking.texts[place],
            "src": source and source.replace("{image}", str(ranking.images[place])),
            "own": bool(ranking.own[place]),
            "level": None if ranking.levels is None or nothing else int(ranking.levels[place]),
            "relevance": None if ranking.relevance is None else round(float(ranking.relevance[place]), 4),
            "words": words[place],
            "missed": f"missed by {rival}" if name in missed else None,
        }
        for place, name in enumerate(ranking.ids)
    ]


def closeness(similarity: np.ndarray, calibration: Calibration | None) -> list[str]:
    """Similarities in words: how many pairs drawn at random are less similar.

    Example:
        >>> pairs = np.linspace(-1, 1, 1000)
        >>> closeness(np.array([0.98, 0.0]), Calibration(pairs, pairs))
        ['closer than 99.0 % of pairs', 'closer than 50.0 % of pairs']
        >>> closeness(np.array([0.98]), None)
        ['similarity 0.98']
    """
    if calibration is None:
        return [f"similarity {value:.2f}" for value in similarity]
    shares = 100 * calibration.closer_than(similarity)
    return [f"closer than {min(share, 99.99):.{2 if share >= 99.9 else 1}f} % of pairs" for share in shares]


def ideal(ranking: Ranking) -> dict[str, Any] | None:
    """Relevance and levels in the best order; None where nobody judges, or nothing is judged relevant."""
    if ranking.ideal is None or ranking.ideal_levels is None or not ranking.ideal.any():
        return None
    return {"relevance": ranking.ideal.astype(float).round(4).tolist(), "levels": ranking.ideal_levels.tolist()}


def said(answers: Sequence[Answer]) -> str:
    """The drawing in words, for those who do not see it."""
    parts = []
    for folder, ranking, _ in answers:
        if ranking.levels is not None:
            first = ", ".join(str(level) if level else "own" for level in ranking.levels[:10])
            parts.append(f"{folder.name}: levels of the first ten: {first}")
    return f"Relevance by rank of the first {len(answers[0].ranking)}. {'; '.join(parts)}"
