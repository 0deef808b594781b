"""Ways to the other pages, each with a small live drawing of what waits there, as SVG."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from ladder.errors import LadderError
from ladder.search.ranking import LEVEL_COLOURS
from pages.parts.shell import cache, frame, notices
from pages.parts.shell.sidebar import Selection

WIDE, HIGH = 320, 150  # units of a drawing
POINTS, CELLS, TILES = 500, 32, 20


def draw(chosen: Selection) -> None:
    """A tile a page."""
    kinds = (
        (
            _ribbons,
            "Search",
            "Your words, a photo: two rankings side by side, each rung in its place or not.",
            "search",
        ),
        (_points, "Map", "All images and captions on a plane, and how far the picture may be believed.", "map"),
        (
            _cells,
            "Inside a batch",
            "The adaptive ladder at work: levels, cuts, violations, on the pictures.",
            "batches",
        ),
    )
    for column, (picture, title, text, page) in zip(st.columns(len(kinds)), kinds, strict=True):
        with column, st.container(border=True, height="stretch"):
            try:
                st.image(picture(chosen), width="stretch", alt=f"A small picture of what {title} shows")
            except LadderError as error:
                notices.aside(f"No preview: {error}.")
            notices.aside(text)
            st.page_link(f"{page}.py", label=title, icon=":material/arrow_forward:")


def svg(shapes: Sequence[str], said: str) -> str:
    """Shapes on a ground of ``WIDE`` by ``HIGH``."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}">'
        f"<title>{said}</title>{''.join(shapes)}</svg>"
    )


def _level(label: int, levels: int = LEVEL_COLOURS) -> str:
    return frame.theme().level(label, levels)


def _ribbons(chosen: Selection) -> str:
    """The levels of a first caption's ranking under each run."""
    shapes = []
    high = HIGH / len(chosen.both)
    for place, folder in enumerate(chosen.both):
        ranking = cache.opened(folder).search(item=_first_caption(chosen), k=TILES, split=chosen.split)
        levels: Sequence[int] = [] if ranking.levels is None else ranking.levels.tolist()
        for rank, label in enumerate(levels):
            size = f'width="{WIDE / TILES - 2:.1f}" height="{high - 14:.1f}" rx="3"'
            at = f'x="{rank * WIDE / TILES:.1f}" y="{place * high + 7:.1f}"'
            shapes.append(f'<rect {at} {size} fill="{_level(int(label))}"/>')
    return svg(shapes, "Levels by rank")


def _first_caption(chosen: Selection) -> str:
    return cache.embeddings(chosen.folder, chosen.split).caption_ids[0]


def _points(chosen: Selection) -> str:
    """Some of the points of the map that the page shows first."""
    names = [name for name in chosen.folder.maps() if f".{chosen.split}" in name]
    if not names:
        return svg((), "No map was made yet")
    layout = chosen.folder.map(names[-1])
    rows = np.unique(np.linspace(0, len(layout.places) - 1, POINTS).astype(int))
    low, high = layout.places.min(axis=0), layout.places.max(axis=0)
    spots = (layout.places[rows] - low) / np.maximum(high - low, 1e-9) * (WIDE - 12, HIGH - 12) + 6
    theme = frame.theme()
    colours = theme.others[:2]  # kinds; orange and purple are runs
    shapes = [
        f'<circle cx="{x:.1f}" cy="{HIGH - y:.1f}" r="2.2" opacity="0.6" fill="{colours[row >= layout.images]}"/>'
        for row, (x, y) in zip(rows.tolist(), spots, strict=True)
    ]
    return svg(shapes, "Images and captions on the map")


def _cells(chosen: Selection) -> str:
    """The levels of a corner of the last recorded batch of the runs that have any."""
    for folder in reversed(chosen.both):
        steps = folder.batches()
        if steps:
            labels = folder.batch(steps[-1][1]).labels[chosen.direction][: CELLS // 2, :CELLS]
            break
    else:
        return svg((), "No batch was recorded")
    wide, high = WIDE / labels.shape[1], HIGH / labels.shape[0]
    shapes = [
        f'<rect x="{column * wide:.1f}" y="{row * high:.1f}" width="{wide - 0.6:.1f}" height="{high - 0.6:.1f}" '
        f'fill="{_level(int(label), int(labels.max()))}"/>'
        for (row, column), label in np.ndenumerate(labels)
    ]
    return svg(shapes, "Levels of a batch")
