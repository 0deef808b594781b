"""How a report writes figures and names its judges."""

from collections.abc import Mapping
from typing import Any

from ladder.words.directions import candidate
from ladder.words.figures import decimals

UNDEFINED, MINUS = "not defined", "−"
FigureAsRead = Mapping[str, float | None]


def value(name: str, number: float | None) -> str:
    """A figure with the digits that its name asks for.

    Example:
        >>> value("recall@1", 0.25), value("rsum", 190.44), value("cs@10", None)
        ('0.250', '190.4', 'not defined')
    """
    return UNDEFINED if number is None else f"{number:.{decimals(name)}f}".replace("-", MINUS)


def interval(name: str, figure: FigureAsRead) -> str:
    """The interval of a figure; empty where it has none.

    Example:
        >>> interval("recall@1", {"value": 0.25, "low": 0.2, "high": 0.3})
        '0.200 to 0.300'
    """
    low, high = figure.get("low"), figure.get("high")
    return "" if low is None or high is None else f"{value(name, low)} to {value(name, high)}"


def headline(direction: str, name: str, figure: FigureAsRead) -> str:
    """A recall or Somers' D as a sentence with its interval.

    Somers' D is concordant less discordant pairs, divided by those that differ in relevance: where no two
    similarities are equal, (1 + D) / 2 of them are in order.

    Example:
        >>> headline("caption_to_image", "recall@1", {"value": 0.25, "low": 0.2, "high": 0.3})
        'In 25 of 100 searches (20 to 30) the first image is the right one.'
        >>> headline("caption_to_image", "somers_d@100", {"value": 0.2, "low": None, "high": None})
        'Of two images among the first 100, the more relevant stands first in 60 of 100 cases.'
    """
    item = candidate(direction)
    stem, _, k = name.partition("@")
    pairs = stem == "somers_d"
    parts = [(100 * (1 + part) / 2 if pairs else 100 * part) for part in _defined(figure)]
    within = f" ({parts[1]:.0f} to {parts[2]:.0f})" if len(parts) == 3 else ""
    if pairs:
        pair = f"Of two {item}s among the first {k}, the more relevant stands first"
        return f"{pair} in {parts[0]:.0f} of 100 cases{within}."
    return f"In {parts[0]:.0f} of 100 searches{within} the first {item} is the right one."


def judge(said: Mapping[str, Any]) -> str:
    """A relevance provider with what it says of itself.

    Example:
        >>> judge({"name": "tfidf", "norm": "l2"})
        'tfidf (norm l2)'
    """
    options = ", ".join(f"{key} {part}" for key, part in said.items() if key != "name")
    return f"{said['name']} ({options})" if options else str(said["name"])


def same_judge(report: Mapping[str, Any]) -> str:
    """Whether the figures are by the relevance that the model was trained with."""
    same = report.get("same_judge")
    if same is None:
        return "It is not known whether the training used the same judge."
    if same:
        return "Same judge: the model was trained with this relevance too, which flatters every graded figure."
    return "Another judge than the training's."


def _defined(figure: FigureAsRead) -> list[float]:
    return [part for part in (figure.get(name) for name in ("value", "low", "high")) if part is not None]
