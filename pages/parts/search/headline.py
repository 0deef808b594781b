"""A ranking in one sentence, measured against what the gallery could give."""

import html
import re
from collections.abc import Sequence

from ladder.figures.theme import label
from ladder.search import quality
from ladder.search.calibration import Verdict
from ladder.search.ranking import Ranking
from pages.parts.components.ranked import Answer, called
from pages.parts.shell.frame import chip

FITS: dict[Verdict, tuple[str, tuple[str, str]]] = {  # how a verdict reads, the best first, and its colours
    "strong": ("fits well", label(lambda theme: theme.green)),
    "plausible": ("may fit", label(lambda theme: theme.orange)),
    "nothing really fits": ("matches nothing here", label(lambda theme: theme.grey)),
}
STRANGE = "It looks unlike every picture that is searched: drawn or photographed otherwise."
POSSIBLE = "of what the gallery could give"


def sentence(answers: Sequence[Answer]) -> str:
    """Whose list is better, as HTML; the query stands in it as it was typed.

    Args:
        answers: Of one run or two, each of at least one item.
    """
    ranking = answers[0].ranking
    if ranking.relevance is None:
        return f"The {ranking.among} nearest to {asked(ranking)}."
    if not quality.is_answerable(ranking):
        return f"Nothing in this gallery is relevant to {asked(ranking)}."
    shares = [quality.share(answer.ranking) for answer in answers]
    said = [_percent(share) for share in shares]
    if len(answers) == 1:
        return f"This list has {said[0]} {POSSIBLE}."
    outcome = quality.better(*shares)
    if outcome == "equal":
        return f"Both lists are as good: {said[0]} and {said[1]} {POSSIBLE}."
    first, second = (0, 1) if outcome == "worse" else (1, 0)
    names = [html.escape(name) for name in called(answers)]
    best = names[first][:1].upper() + names[first][1:]
    return f"<strong>{best}’s list is better</strong>: {said[first]} {POSSIBLE}, {names[second]}’s {said[second]}."


def printed(answers: Sequence[Answer]) -> str:
    """The sentence without its markup, after what was asked."""
    return f"{answers[0].ranking.query}: {html.unescape(re.sub('<[^>]*>', '', sentence(answers)))}"


def asked(ranking: Ranking) -> str:
    """The query as HTML; what is not in words is shown beside the sentence."""
    if ranking.kind == "text":
        return f"“{html.escape(ranking.query)}”"
    return {"photo": "your photograph", "image": "this picture", "caption": "this caption"}[ranking.kind]


def unknown(rankings: Sequence[Ranking]) -> str:
    """The words that a model has never met, and what it took in their place, in one line; empty where it knows all."""
    near = {word: known for ranking in rankings for word, known in ranking.nearest_words.items()}
    words = dict.fromkeys(word for ranking in rankings for word in ranking.unknown_words)
    said = [f"“{word}” is taken for “{known}”." for word, known in near.items()]
    if words:
        said.append(f"Not known: {', '.join(f'“{word}”' for word in words)}.")
    return " ".join(said)


def verdict(said: Verdict, *, strange: bool) -> str:
    """Whether anything fits, as HTML: a chip, and whether a photograph looks unlike all that is searched."""
    words, colours = FITS[said]
    more = f' <span style="font-size:0.875rem;opacity:0.8">{STRANGE}</span>' if strange else ""
    return f"{chip(words, *colours)}{more}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
