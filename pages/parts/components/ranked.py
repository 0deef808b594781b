"""Rankings as strips of pictures, or lists of captions, with the relevance drawn along each."""

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from ladder.figures import DARK, LIGHT
from ladder.runs import RunFolder
from ladder.search.calibration import Calibration
from ladder.search.ranking import Among, Ranking, listed
from ladder.words import losses, rungs
from pages.parts.components import scripts
from pages.parts.shell import cache, pictures
from pages.parts.shell.sidebar import Preset

DRAWN = ("paper", "ink", "quiet", "grid", "levels", "own", "first", "second", "unlevelled")
COLOURS = {theme.name: {name: getattr(theme, name) for name in DRAWN} for theme in (LIGHT, DARK)}
LISTED = 100  # ranks
SIDES = {"small": 160, "card": 320, "whole": 960}  # pixels of a thumbnail, of the card beside it, of the whole picture
_component = scripts.component("strips", "search/strips.js", "search/strips.css")


class Answer(NamedTuple):
    """One run's ranking, and what its similarities are worth; None where that cannot be measured."""

    folder: RunFolder
    ranking: Ranking
    calibration: Calibration | None


def draw(
    answers: Sequence[Answer],
    *,
    pictured: bool,
    key: str,
    used: Callable[[str], None],
    preset: Preset = "Demo",
    most: int = LISTED,
    deep: bool = True,
) -> None:
    """Draws the rankings of one or two runs.

    Args:
        answers: Run A's, and run B's where there is one; of the same query among the same items.
        pictured: Whether the gallery has pictures.
        key: Of the component.
        used: Called with an item's name when it becomes the query.
        preset: How much is shown: the best order from Explore on, similarities for experts.
        most: Ranks.
        deep: Whether those below the first row follow when one scrolls.
    """
    _component(
        key=key,
        data=data(answers, pictured=pictured, preset=preset, most=most) | {"deep": deep},
        on_used_change=lambda: used(st.session_state[key].used),
    )


def look(
    folder: RunFolder, split: str, images: Sequence[int], *, pictured: bool, key: str, used: Callable[[str], None]
) -> None:
    """Draws images that are no ranking: a look into the gallery."""
    found = listed(cache.embeddings(folder, split), "images", np.asarray(images))
    model = {"mark": "", "name": "", "run": "", "notes": [], "list": "the gallery"} | _pictures(folder, split, pictured)
    shown = {"asked": "", "models": [model | {"items": _items(found)}], "ideal": None, "among": "images", "deep": True}
    _component(key=key, data=shown | _words("images", ""), on_used_change=lambda: used(st.session_state[key].used))


def called(answers: Sequence[Answer]) -> list[str]:
    """What the runs are called in a sentence: by their losses, or by their letters where those are the same."""
    if len(answers) < 2:
        return [losses.run(answers[0].folder.config.loss.name)]
    return list(losses.pair(*(answer.folder.config.loss.name for answer in answers)))


def data(answers: Sequence[Answer], *, pictured: bool, preset: Preset = "Demo", most: int = LISTED) -> dict[str, Any]:
    """What the component is given."""
    ranking = answers[0].ranking
    models = [
        {
            "mark": "AB"[place] if len(answers) > 1 else "",
            "name": name.removeprefix("the "),
            "run": "" if preset == "Demo" else answer.folder.name,
            "notes": [] if preset == "Demo" else notes(answer.ranking),
            "list": f"{name}’s list",
            "items": items(answer, similar=preset == "Expert")[:most],
        }
        | _pictures(answer.folder, ranking.split, pictured)
        for place, (answer, name) in enumerate(zip(answers, called(answers), strict=True))
    ]
    return {
        "asked": ranking.query,
        "models": models,
        "ideal": ideal(answers[0], most, pictured=preset != "Demo"),
        "among": ranking.among,
    } | _words(ranking.among, said(answers))


def _words(among: Among, alt: str) -> dict[str, Any]:
    """What the component writes, and its colours."""
    return {
        "alt": alt,
        "own": f"the right {among.removesuffix('s')}",
        "notRelevant": rungs.NOT_RELEVANT,
        "colours": COLOURS,
    }


def _pictures(folder: RunFolder, split: str, pictured: bool) -> dict[str, str | None]:
    """The addresses of a run's pictures, small and large."""
    return {name: pictures.template(folder, split, side) if pictured else None for name, side in SIDES.items()}


def _items(found: Any) -> list[dict[str, Any]]:
    """What every item has, judged or not."""
    return [
        {"id": name, "image": int(image), "caption": text, "own": False, "level": None, "relevance": None}
        for name, image, text in zip(found.ids, found.images, found.texts, strict=True)
    ]


def items(answer: Answer, *, similar: bool = False) -> list[dict[str, Any]]:
    """A dict a rank.

    Args:
        answer: Whose items.
        similar: Whether each says how similar it is.
    """
    ranking = answer.ranking
    shown = _items(ranking)
    if ranking.relevance is not None and ranking.levels is not None:
        for item, own, level, relevance in zip(shown, ranking.own, ranking.levels, ranking.relevance, strict=True):
            item |= {"own": bool(own), "level": int(level), "relevance": round(float(relevance), 4)}
    if similar:
        for item, words in zip(shown, closeness(ranking.similarity, answer.calibration), strict=True):
            item["similar"] = words
    return shown


def notes(ranking: Ranking) -> list[str]:
    """How much of a list is in order, and where the query's own items stand, as far as there is anything to say."""
    found = []
    if not math.isnan(ranking.in_order):
        found.append(f"{100 * ranking.in_order:.0f} % of pairs in order")
    if ranking.own.any():
        found.append(f"the right {ranking.among.removesuffix('s')} is no. {np.argmax(ranking.own) + 1}")
    return found


def ideal(answer: Answer, most: int, *, pictured: bool) -> dict[str, Any] | None:
    """The best order: its relevance, and its items where they are shown; None where there is none."""
    ranking = answer.ranking
    if ranking.ideal is None or ranking.ideal_items is None or ranking.ideal_levels is None or not ranking.ideal.any():
        return None
    degrees = ranking.ideal.astype(float).round(4).tolist()[:most]
    if not pictured:
        return {"relevance": degrees, "items": None}
    found = listed(cache.embeddings(answer.folder, ranking.split), ranking.among, ranking.ideal_items[:most])
    shown = _items(found)
    for item, level, relevance in zip(shown, ranking.ideal_levels.tolist(), degrees, strict=False):
        item |= {"own": level == 0, "level": level, "relevance": relevance}
    return {"relevance": degrees, "items": shown}


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


def said(answers: Sequence[Answer]) -> str:
    """The drawing in words, for those who do not see it."""
    parts = []
    for folder, ranking, _ in answers:
        if ranking.levels is not None:
            first = ", ".join("★" if level == 0 else rungs.level(level) for level in ranking.levels[:10].tolist())
            parts.append(f"{folder.name}: the first ten: {first}")
    return f"Relevance by rank. {'; '.join(parts)}"
