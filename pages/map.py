"""Map: the joint space of images and captions, and how far the picture may be believed."""

import functools

import numpy as np
import streamlit as st

from pages.parts.components import items, joint_map, printing
from pages.parts.components.joint_map import Colours, Marked
from pages.parts.map import asking, change, choosing, colours, controls, frames, panel, spaces, texts
from pages.parts.map.asking import MapQuery
from pages.parts.map.choosing import Chosen
from pages.parts.map.controls import Settings
from pages.parts.map.frames import Over, ShownFrames
from pages.parts.map.keys import KEYS, VIEW
from pages.parts.map.spaces import Space
from pages.parts.shell import cache, frame, notices, pictures, sidebar

ONE_PANE, TWO_PANES = (3, 290), (4, 220)  # tracks of the page and their least width; the panel has one of them


@st.fragment
def explore(chosen: sidebar.Selection) -> None:
    """All below the title: the map, its controls and its panel are redrawn together."""
    with notices.friendly():
        run = spaces.opened(chosen.folder, chosen.split)
        other = _other(chosen, run)
        epochs = frames.epoch_names(run)
        with st.container(horizontal=True, vertical_alignment="center"):
            view = controls.view(pair=other is not None, epochs=len(epochs) > 1)
            text = controls.search(cache.examples(chosen.folder, chosen.split))
        choice = choosing.current(run)
        query = asking.make(run, other, text, choice, chosen.exact_match)
        with st.container(horizontal=True, vertical_alignment="center"):
            settings = controls.rest(view, chosen.preset, asked=bool(query), pair=other is not None)
            voices = texts.EYE if view == controls.EYE else texts.MAP
            frame.what_is_this(VIEW.map, *voices)
        picture = pictures.template(chosen.folder, chosen.split, 160) if spaces.pictured(chosen.folder) else None
        tracks, least = TWO_PANES if settings.beside else ONE_PANE
        grid = st.grid(tracks, min_column_width=least, gap="medium")
        left, right = grid.cell(column_span=tracks - 1), grid.cell()
        shown = None
        with left, notices.friendly():
            over = Over(choice, query, settings.words, settings.outlines and settings.field == "level")
            shown = frames.shown(run, other, settings, over, chosen.find)
            if shown is not None:
                _draw(shown, settings, query, choice, picture)
            else:
                notices.notice("Type words above, or click an item on the map: it will stand in the middle.")
        with right:
            panel.draw(run, other, choice, query, None if shown is None else shown.layout, picture)
        if shown is not None and other is not None and shown.aligned is not None:
            change.draw(run, other, shown.aligned, picture)


def _other(chosen: sidebar.Selection, run: Space) -> Space | None:
    """Run B, where it holds the same items in the same order."""
    if chosen.other is None:
        return None
    other = spaces.opened(chosen.other, chosen.split)
    if other.ids == run.ids:
        return other
    notices.notice(f"`{other.folder.name}` holds other items of `{run.split}`: only A is shown.", "warning")
    return None


def _lit(settings: Settings, query: MapQuery, run: Space) -> tuple[np.ndarray | None, np.ndarray | None]:
    """What words found, and what is not dimmed beside it: all that is relevant, where the colours say how much."""
    if (asked := query.under_a) is None or (settings.view != controls.EYE and not query.text):
        return None, None
    levels = colours.levels(run, asked)
    relevant = levels >= 0 if settings.field == "level" else None
    if settings.view == controls.EYE:
        return (levels == 0, relevant) if relevant is not None else (None, None)
    return query.found(), relevant


def _draw(shown: ShownFrames, settings: Settings, query: MapQuery, choice: Chosen, picture: str | None) -> None:
    """The map with its legend, its sentence and its honest line."""
    run = shown.runs[0]
    asked = [query.under_a, query.under_b] if settings.field in colours.OF_QUERY else [None, None]
    legend = colours.legend(settings.field, shown.runs, shown.recalls, asked)
    if said := asking.said(query, shown.placement, run):
        frame.said(said)
    drawing = st.container(key=KEYS.drawing, gap="small")
    drawing.html(legend.markup)
    with drawing:
        _canvas(shown, settings, query, choice, picture, legend.colours)
    lines = texts.under(shown, query, settings)
    for line in lines:
        frame.made(line)
    printing.draw(KEYS.drawing, f"{colours.NAMES[settings.field]}.", said, *lines)


def _canvas(
    shown: ShownFrames, settings: Settings, query: MapQuery, choice: Chosen, picture: str | None, coloured: Colours
) -> None:
    """The map itself."""
    run = shown.runs[0]
    joint_map.draw(
        KEYS.canvas,
        shown.frames,
        coloured,
        Marked(
            choice.stamp,
            choice.item,
            choice.mask,
            *_lit(settings, query, run),
            run.own(choice.item).tolist() if choice.item >= 0 else (),
            () if shown.placement is None else shown.placement.neighbours.tolist(),
        ),
        on_pick=functools.partial(choosing.picked, run),
        side=shown.side,
        images=run.images,
        radius=shown.radius,
        whose=choosing.key_of(run),
        item=items.template(run.folder, run.split),
        picture=picture,
        label=f"Map of {run.images:,} images and {run.captions:,} captions, coloured by: {coloured.name}",
        shown=settings.shown,
        thumbs=settings.thumbs,
    )


chosen = sidebar.selection()
frame.title("Map", "Images and captions in one space: what is near a query, and how far to believe the picture.")
explore(chosen)
