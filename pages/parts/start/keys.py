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


@dataclass(frozen=True)
class ViewNames:
    """The names of what the page shows: of an explanation, of data and of a picture to save."""

    figures: str = "start_figures"

    def eye(self, run: str) -> str:
        """Of a run's bullseye."""
        return f"story_eye_{run}"


KEYS = Keys()
VIEW = ViewNames()
