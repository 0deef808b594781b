"""The names of the page's values in the session and in its link, each spelled here only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """The first are in the link as well."""

    view: str = "map_view"
    query: str = "map_q"
    colour: str = "map_colour"
    method: str = "map_method"
    pair: str = "map_pair"
    centred: str = "map_centred"
    pick: str = "map_pick"
    # of the session only
    shown: str = "map_shown"
    thumbs: str = "map_thumbs"
    words: str = "map_words"
    outlines: str = "map_outlines"
    seeds: str = "map_seeds"
    use_item: str = "map_use"
    under_b: str = "map_under_b"
    clear: str = "map_clear"
    chosen: str = "map_chosen"
    canvas: str = "map_canvas"
    drawing: str = "map_drawing"
    group: str = "map_group"

    def page(self, stamp: str) -> str:
        """Of the list of a choice's items."""
        return f"map_page_{stamp}"


@dataclass(frozen=True)
class ViewNames:
    """The names of what the page shows: of an explanation, of data and of a picture to save."""

    map: str = "map"
    changed: str = "map_changed"


KEYS = Keys()
VIEW = ViewNames()
