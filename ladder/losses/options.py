"""What several losses take as options, words and a temperature; what does not fit is a ValueError."""

import math
from typing import Literal, get_args

Reduction = Literal["sum", "mean"]
Match = Literal["hardest", "soft"]
Pairs = Literal["hardest", "all", "soft"]
Near = Literal["level", "above"]
Form = Literal["chain", "cumulative"]
Compat = Literal["published"]


def check_choice(name: str, word: str, words: object) -> None:
    """ValueError unless the word is one of a Literal's."""
    known = get_args(words)
    if word not in known:
        raise ValueError(f"`{name}` must be " + " or ".join(f"`{one}`" for one in known) + f", got `{word}`")


def check_temperature(name: str, value: float) -> None:
    """ValueError unless it is above 0."""
    if not 0 < value < math.inf:
        raise ValueError(f"`{name}` must be above 0, got {value}")
