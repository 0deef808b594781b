"""A ranking in one sentence, made from its numbers."""

import html
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ladder.ranking import Ranking

RELEVANT = 0.2  # a degree above which an item is counted in the sentence, which names it


def sentence(ranking: "Ranking", gallery: int) -> str:
    """What was found, as HTML; the query stands in it as it was typed.

    Args:
        ranking: At least one item.
        gallery: How many items were searched.
    """
    first, last = ranking.similarity[0], ranking.similarity[-1]
    said = f"Nearest of {gallery:,} {ranking.among} to <strong>{asked(ranking)}</strong>: similarity {first:.2f}"
    said += f" down to {last:.2f}" if len(ranking) > 1 else ""
    return f"{said}{_relevant(ranking)}{_own(ranking)}."


def asked(ranking: "Ranking") -> str:
    """The query as HTML; what is not in words is shown beside the sentence."""
    if ranking.kind == "text":
        return f"“{html.escape(ranking.query)}”"
    return "your photograph" if ranking.kind == "photo" else f"this {ranking.kind}"


def _relevant(ranking: "Ranking") -> str:
    if ranking.relevance is None:
        return ""
    relevant = int(np.count_nonzero(ranking.relevance > RELEVANT))
    are = "is" if relevant == 1 else "are"
    return f"; {relevant} of the first {len(ranking)} {are} judged relevant above {RELEVANT}"


def _own(ranking: "Ranking") -> str:
    """Where the query's own items stand; nothing is said of words and photographs, which have none."""
    if ranking.kind not in ("image", "caption"):
        return ""
    places = [str(place + 1) for place in np.flatnonzero(ranking.own)]
    if not places:
        return f"; its own {ranking.among} are not among them"
    return f"; its own at {', '.join(places)}"
