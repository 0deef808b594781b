"""What a comparison of two sides found, in words."""

from collections.abc import Sequence
from typing import Literal

Outcome = Literal["better", "worse", "no clear difference"]  # of the second side
AtAQuery = Literal["worse", "equal", "better"]

UNCLEAR: Outcome = "no clear difference"


def shown(outcome: Outcome | None, a: str = "A", b: str = "B") -> str:
    """The outcome of a test; empty where there was none.

    Args:
        outcome: Of the second side.
        a: What the first is called.
        b: What the second is called.

    Example:
        >>> shown("better"), shown("worse"), shown("no clear difference")
        ('B is clearly better', 'A is clearly better', 'no clear difference')
    """
    if outcome is None:
        return ""
    return outcome if outcome == UNCLEAR else f"{b if outcome == 'better' else a} is clearly better"


def at_a_query(outcome: AtAQuery, a: str = "A", b: str = "B") -> str:
    """Who is better at one query, where nothing is tested.

    Example:
        >>> at_a_query("better"), at_a_query("equal")
        ('B is better', 'both are equal')
    """
    return "both are equal" if outcome == "equal" else f"{b if outcome == 'better' else a} is better"


def counted(outcomes: Sequence[Outcome | None], what: str, a: str = "A", b: str = "B") -> str:
    """How many of several outcomes are clear, as the end of a sentence.

    Args:
        outcomes: Of the second side.
        what: What each is an outcome of, in the plural.
        a: What the first is called.
        b: What the second is called.

    Example:
        >>> counted(["better", "worse", "better", "no clear difference"], "figures")
        'B is clearly better than A in 2 and clearly worse in 1 of 4 figures; no clear difference in 1'
        >>> counted(2 * ["no clear difference"], "figures")
        'no clear difference between A and B in any of 2 figures'
    """
    better, worse = outcomes.count("better"), outcomes.count("worse")
    if not better + worse:
        return f"{UNCLEAR} between {a} and {b} in any of {len(outcomes)} {what}"
    ways = [(way, count) for way, count in (("better", better), ("worse", worse)) if count]
    said = [f"clearly {way}{'' if place else f' than {a}'} in {count}" for place, (way, count) in enumerate(ways)]
    unclear = len(outcomes) - better - worse
    return f"{b} is {' and '.join(said)} of {len(outcomes)} {what}" + (f"; {UNCLEAR} in {unclear}" if unclear else "")
