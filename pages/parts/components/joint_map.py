"""The joint map, a component drawn by the browser: layouts and colours in, what the visitor chose out.

Places are named by address and travel once; colours are a byte an item, so that colouring anew costs little.
"""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ladder.figures import DARK, LIGHT
from pages.parts.components import places, scripts

HEIGHT, BESIDE = 560, 430  # pixels: of one pane, of several
SEARCH = "Search the map"  # the label of the field that `/` leads to
NO_ITEM = -1

_component = scripts.component("joint_map", "map/joint_map.js", "map/joint_map.css")


@dataclass(frozen=True, eq=False)
class Frame:
    """A layout as one pane, or one moment, shows it. All frames of a map hold the same items.

    Attributes:
        places: ``(items, 2)``; nan for an item that has none.
        label: What it is.
        model: 0 for A, 1 for B: the colour of the label; None for neither.
        words: What stands on the map: a text and its place each.
        outlines: A level's number, its name and its closed lines, ``(V, 2)`` corners each.
        circles: A radius, the colour's number and a name each, round the middle.
        neighbours: The true neighbours of the chosen item, nearest first, and whether each is near on this map.
        query: Where the query stands.
    """

    places: np.ndarray
    label: str = ""
    model: int | None = None
    words: Sequence[tuple[str, float, float]] = ()
    outlines: Sequence[tuple[int, str, Sequence[np.ndarray]]] = ()
    circles: Sequence[tuple[float, int, str]] = ()
    neighbours: tuple[np.ndarray, np.ndarray] | None = None
    query: tuple[float, float] | None = None


@dataclass(frozen=True, eq=False)
class Colours:
    """What the colours say.

    Attributes:
        name: Of the field.
        numbers: A ``(items,)`` uint8 array a frame, or one for all: rows of ``light`` and ``dark``.
        light: Colours on light ground.
        dark: Colours on dark ground.
        labels: What each colour means, in the card beside an item.
    """

    name: str
    numbers: Sequence[np.ndarray]
    light: Sequence[str]
    dark: Sequence[str]
    labels: Sequence[str]


@dataclass(frozen=True, eq=False)
class Marked:
    """What stands out.

    Attributes:
        stamp: Changes with every choice.
        item: The one that was clicked; ``NO_ITEM`` where it was none or several.
        chosen: ``(items,)`` bool.
        found: ``(items,)`` bool, what a search found; None where nothing was looked for.
        kept: ``(items,)`` bool, what is not dimmed although it was not found.
        own: Rows that belong to the clicked item's image.
        placed_by: Rows that the query was placed by.
    """

    stamp: str
    item: int
    chosen: np.ndarray
    found: np.ndarray | None = None
    kept: np.ndarray | None = None
    own: Sequence[int] = ()
    placed_by: Sequence[int] = ()


def bits(mask: np.ndarray) -> str:
    """A mask as text, eight items a byte.

    Example:
        >>> bits(np.array([True, False, True]))
        'BQ=='
    """
    return base64.b64encode(np.packbits(mask, bitorder="little").tobytes()).decode()


def unpacked(text: str, count: int) -> np.ndarray:
    """The mask of :func:`bits`, ``(count,)`` bool.

    Raises:
        ValueError: If the text is none of that many items.

    Example:
        >>> unpacked("BQ==", 3)
        array([ True, False,  True])
    """
    packed = np.frombuffer(base64.b64decode(text, validate=True), dtype=np.uint8)
    if len(packed) != -(-count // 8):
        raise ValueError(f"expected {count} items, got {len(packed)} bytes")
    return np.unpackbits(packed, count=count, bitorder="little").astype(bool)


def draw(
    key: str,
    frames: Sequence[Frame],
    colours: Colours,
    marked: Marked,
    *,
    on_pick: Callable[[], None],
    side: bool = False,
    **said: Any,
) -> None:
    """Draws the map.

    Args:
        key: Of the component; its state holds ``picked``: ``stamp``, ``item``, ``bits`` and ``key``.
        frames: One layout or more.
        colours: Of the items.
        marked: What stands out.
        on_pick: Called when the visitor has chosen.
        side: Frames side by side; else one pane that goes from one to the next.
        said: ``images`` (how many), ``whose`` items they are, ``item`` and ``picture`` (templates of addresses; the
            latter None where there are no pictures), ``label`` (what a reader who does not see it should know),
            ``shown`` (``images``, ``captions`` or both), ``thumbs`` (bool) and ``radius`` (the scale where 0, 0 is the
            middle; 0 elsewhere).
    """
    data = {
        "frames": [_frame(frame) for frame in frames],
        "side": side,
        "field": colours.name,
        "colours": [base64.b64encode(numbers.astype(np.uint8).tobytes()).decode() for numbers in colours.numbers],
        "palette": {"light": list(colours.light), "dark": list(colours.dark)},
        "labels": list(colours.labels),
        "selection": {"stamp": marked.stamp, "item": marked.item, "bits": bits(marked.chosen)},
        "hits": "" if marked.found is None else bits(marked.found),
        "kept": "" if marked.kept is None else bits(marked.kept),
        "own": {
            "of": marked.item,
            "rows": [int(row) for row in marked.own],
            "colour": {"light": LIGHT.own, "dark": DARK.own},
        },
        "placed": [int(row) for row in marked.placed_by],
        "search": SEARCH,
        "height": BESIDE if side else HEIGHT,
        **said,
    }
    _component(key=key, data=data, on_picked_change=on_pick)


def _frame(frame: Frame) -> dict[str, Any]:
    """A frame as the component reads it."""
    colour = None
    if frame.model is not None:
        light, dark = ((theme.first, theme.second)[frame.model] for theme in (LIGHT, DARK))
        colour = {"light": light, "dark": dark}
    lines = None
    if frame.neighbours is not None:
        rows, near = frame.neighbours
        lines = {"rows": rows.tolist(), "near": near.tolist()}
    return {
        "address": places.address(frame.places),
        "label": frame.label,
        "colour": colour,
        "words": [[text, round(x, 4), round(y, 4)] for text, x, y in frame.words],
        "outlines": [
            {
                "level": level,
                "label": label,
                "paths": [np.round(path.ravel().astype(float), 3).tolist() for path in paths],
            }
            for level, label, paths in frame.outlines
        ],
        "circles": [{"radius": radius, "level": level, "label": label} for radius, level, label in frame.circles],
        "lines": lines,
        "query": None if frame.query is None else list(frame.query),
    }
