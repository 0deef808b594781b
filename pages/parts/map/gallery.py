"""Items as small pictures that can be clicked, in groups."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from pages.parts.components import positions
from pages.parts.map.spaces import Space

_component = positions.component("map_gallery")


class Group(NamedTuple):
    """Some items under a heading.

    Attributes:
        title: The heading; empty for none.
        rows: The items.
        marks: A word or two on each picture; none for all by default.
        colours: The frame of each picture on light and on dark ground; none by default.
    """

    title: str
    rows: Sequence[int] | np.ndarray
    marks: Sequence[str] = ()
    colours: Sequence[tuple[str, str]] = ()


def draw(run: Space, groups: Sequence[Group], picture: str | None, key: str, choose: Callable[[int], None]) -> None:
    """Draws the groups.

    Args:
        run: Whose items they are.
        groups: The items.
        picture: The template of the addresses of pictures; None where there are none.
        key: Of the component.
        choose: Called with the row that is clicked.
    """

    def clicked() -> None:
        row = st.session_state[key].get("picked")
        if isinstance(row, int) and 0 <= row < run.count:
            choose(row)

    data = {"groups": [_group(run, group) for group in groups], "picture": picture}
    _component(key=key, data=data, on_picked_change=clicked)


def _group(run: Space, group: Group) -> dict[str, Any]:
    items = []
    for place, row in enumerate(np.asarray(group.rows).tolist()):
        light, dark = group.colours[place] if group.colours else ("", "")
        items.append(
            {
                "row": row,
                "image": int(run.image_of[row]),
                "kind": "image" if row < run.images else "caption",
                "caption": run.caption(row),
                "mark": group.marks[place] if group.marks else "",
                "colour": {"light": light, "dark": dark} if light else None,
            }
        )
    return {"title": group.title, "items": items}
