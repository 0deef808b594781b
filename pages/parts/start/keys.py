"""The names of the page's values in the session and in its link, each spelled here only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """The first are in the link as well."""

    step: str = "step"
    # of the session only
    told: str = "told"
    words: str = "story_words"
    search_next: str = "search_next"


KEYS = Keys()
