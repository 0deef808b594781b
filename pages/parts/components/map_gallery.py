"""Items as small pictures that can be clicked, in groups, as the browser draws them."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import streamlit as st

from pages.parts.components import scripts

_component = scripts.component("map_gallery", "map/map_gallery.js", "map/map_gallery.css")


@dataclass(frozen=True)
class Item:
    """An item of a group.

    Attributes:
        row: Which of all items it is.
        image: Its picture's number.
        kind: ``image`` or ``caption``.
        caption: Its words.
        mark: A word or two on the picture.
        colour: The frame of the picture on ``light`` and on ``dark`` ground; None for none.
    """

    row: int
    image: int
    kind: Literal["image", "caption"]
    caption: str
    mark: str = ""
    colour: dict[str, str] | None = None


def draw(
    groups: Sequence[tuple[str, Sequence[Item]]], picture: str | None, *, key: str, clicked: Callable[[object], None]
) -> None:
    """Draws the groups.

    Args:
        groups: A heading, empty for none, and its items each.
        picture: The template of the addresses of pictures; None where there are none.
        key: Of the component.
        clicked: Called with what the browser says was clicked: an item's row.
    """
    data = {
        "groups": [{"title": title, "items": [asdict(item) for item in items]} for title, items in groups],
        "picture": picture,
    }
    _component(key=key, data=data, on_picked_change=lambda: clicked(st.session_state[key].get("picked")))
