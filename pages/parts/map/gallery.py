"""Items as small pictures that can be clicked, in groups."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from pages.parts.components import map_gallery
from pages.parts.components.map_gallery import Item
from pages.parts.map.spaces import Space


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

    def clicked(row: object) -> None:
        if isinstance(row, int) and 0 <= row < run.count:
            choose(row)

    map_gallery.draw([(group.title, _items(run, group)) for group in groups], picture, key=key, clicked=clicked)


def _items(run: Space, group: Group) -> list[Item]:
    return [
        Item(
            row=row,
            image=int(run.image_of[row]),
            kind="image" if row < run.images else "caption",
            caption=run.caption(row),
            mark=group.marks[place] if group.marks else "",
            colour=dict(zip(("light", "dark"), group.colours[place], strict=True)) if group.colours else None,
        )
        for place, row in enumerate(np.asarray(group.rows).tolist())
    ]
