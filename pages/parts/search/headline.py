"""A ranking in one sentence, made from its numbers."""

import html
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ladder.figures.theme import label
from ladder.search.calibration import Verdict
from pages.parts.shell.frame import chip

if TYPE_CHECKING:
    from pages.parts.components.ranked import Answer

FITS = {  # the label of a verdict
    "strong": label(lambda theme: theme.green),
    "plausible": label(lambda theme: theme.orange),
    "nothing really fits": label(lambda theme: theme.grey),
}


def sentence(answers: "Sequence[Answer]") -> str:
    """What was found, as HTML; the query stands in it as it was typed.

    Args:
        answers: Of one run or two, each of at least one item.
    """
    return f"For {asked(answers[0])} {_order(answers)}{_own(answers)}."


def asked(answer: "Answer") -> str:
    """The query as HTML; what is not in words is shown beside the sentence."""
    ranking = answer.ranking
    if ranking.kind == "text":
        return f"<strong>“{html.escape(ranking.query)}”</strong>"
    return "<strong>your photograph</strong>" if ranking.kind == "photo" else f"<strong>this {ranking.kind}</strong>"


def verdict(said: Verdict, beaten: float, name: str = "") -> str:
    """Whether anything fits, as HTML: a chip, and what it rests on."""
    text = f"{name}: {said}" if name else said
    return (
        f'{chip(text, *FITS[said])} <span style="font-size:0.875rem;opacity:0.8">nearer than '
        f"{100 * beaten:.0f} % of queries that mean nothing</span>"
    )


def _order(answers: "Sequence[Answer]") -> str:
    """How much of the order is right; where nobody can say, how similar the nearest are."""
    shares = [answer.ranking.in_order for answer in answers]
    names = [html.escape(answer.folder.name) for answer in answers]
    count = len(answers[0].ranking)
    if any(math.isnan(share) for share in shares):
        near = [
            f"{name} finds a nearest of similarity {_first(answer)}"
            for name, answer in zip(names, answers, strict=True)
        ]
        return " and ".join(near)
    kept = [f"{name} keeps {100 * share:.0f} %" for name, share in zip(names, shares, strict=True)]
    return f"{' and '.join(kept)} of pairs among the first {count} in order"


def _first(answer: "Answer") -> str:
    return f"{answer.ranking.similarity[0]:.2f}"


def _own(answers: "Sequence[Answer]") -> str:
    """Where the query's own items stand; nothing is said of queries that have none."""
    places = [np.flatnonzero(answer.ranking.own) for answer in answers]
    ranking = answers[0].ranking
    if ranking.kind == "photo" or (ranking.kind == "text" and not any(len(place) for place in places)):
        return ""
    own = "the right image" if ranking.among == "images" else "a right caption"
    firsts = [int(place[0]) + 1 if len(place) else None for place in places]
    if set(firsts) == {1}:
        return f"; {'both find' if len(firsts) > 1 else 'it finds'} {own} first"
    said = [f"no. {first}" if first else f"not in the first {len(ranking)}" for first in firsts]
    if len(said) == 1:
        return f"; {own} is {said[0]}"
    names = [html.escape(answer.folder.name) for answer in answers]
    return f"; {own} is " + " and ".join(f"{place} under {name}" for place, name in zip(said, names, strict=True))
