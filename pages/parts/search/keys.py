"""The names of the page's values in the session and in its link, each spelled here only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """The first are in the link as well."""

    words: str = "q"
    view: str = "view"
    count: str = "k"
    # of the session only
    look: str = "look"
    table: str = "table"
    use_item: str = "use"
    example: str = "example"
    photos: str = "photos"
    looks: str = "looks"
    results: str = "results"
    made: str = "results_made"
    held: str = "photo_held"

    def place(self, number: int) -> str:
        """Of what opens with the place for a photograph, which is shut by giving it a new number."""
        return f"photo_place-{number}"

    def photo(self, number: int) -> str:
        """Of the place for a photograph, which is emptied by giving it a new number."""
        return f"photo-{number}"


@dataclass(frozen=True)
class ViewNames:
    """The names of what the page shows: of an explanation, of data and of a picture to save."""

    ranking: str = "ranking"


KEYS = Keys()
VIEW = ViewNames()
