"""The joint space on a plane, and round a query: for notebooks and reports, without the app's canvas."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import ArrayLike

from ladder.figures.theme import LIGHT, Theme, caption, dress, faint, safe
from ladder.words import rungs

HEIGHT, DOT, SMALL = 600, 7, 5  # pixels
RIM = 1.3  # pixels of a ring; one whose width is not told is not drawn where symbols differ
LETTER, LINE = 7, 17  # pixels of a label's letter and line
MANY = 1000  # points above which the browser's graphics card draws, and they are small
LABELLED = 3  # categories from which on each is named where it stands
BEHIND = 0.5  # opacity of items of no level
IMAGE, CAPTION = "circle", "circle-open"

Scale = Literal["category", "level", "number"]


class Colour(NamedTuple):
    """What items are coloured by.

    Attributes:
        title: What the values are.
        values: ``(items,)``; nan, or below 0 where they are no numbers, where an item has none.
        scale: ``category``: values 0, 1, …, each with a name. ``level``: 0 the own pair, 1 … K. ``number``: any.
        names: Of the categories.
    """

    title: str
    values: ArrayLike
    scale: Scale = "number"
    names: Sequence[str] = ()


class Outline(NamedTuple):
    """A closed line round the items of a level.

    Attributes:
        level: Its number.
        corners: ``(V, 2)``, the first not repeated.
    """

    level: int
    corners: ArrayLike


class _Dots(NamedTuple):
    """Items that are drawn as one."""

    name: str
    items: np.ndarray
    marker: dict[str, object]
    place: int  # in the legend


def joint_map(
    places: ArrayLike,
    images: int,
    *,
    colour: Colour | None = None,
    texts: Sequence[str] | None = None,
    outlines: Sequence[Outline] = (),
    theme: Theme = LIGHT,
) -> go.Figure:
    """Images as discs and captions as rings on a plane; sizes, densities and gaps between groups mean nothing.

    Three categories or more are named where they stand, and share six colours.

    Args:
        places: ``(N + M, 2)``, images first.
        images: N.
        colour: What they are coloured by; by default what they are.
        texts: What is shown of each item on hover, a line each caption.
        outlines: Of levels, see :func:`ladder.space.level_contours`.
        theme: The ground.

    Example:
        >>> figure = joint_map([[0, 0], [1, 0], [1, 1]], images=1)
        >>> [(trace.name, trace.marker.symbol.tolist()) for trace in figure.data]
        [('images', ['circle']), ('captions', ['circle-open', 'circle-open'])]
    """
    spots = np.asarray(places, dtype=np.float32)
    is_caption = np.arange(len(spots)) >= images
    colour = colour or Colour("kind", is_caption, "category", ("images", "captions"))
    values = np.asarray(colour.values, dtype=float)
    most = int(max([*values[np.isfinite(values)], *(outline.level for outline in outlines)], default=1))
    figure = go.Figure()
    for outline in outlines:
        _outline(figure, outline, theme.level(outline.level, most))
    symbols, rims = np.where(is_caption, CAPTION, IMAGE), np.where(is_caption, RIM, 0)
    for dots in _groups(colour, values, most, theme):
        line = {"width": rims[dots.items], "color": dots.marker["color"]}
        marker = {"symbol": symbols[dots.items], "line": line} | dots.marker
        _draw(figure, spots, dots._replace(marker=marker), texts)
    if colour.scale == "number":
        figure.update_layout(coloraxis=_shades(colour.title, theme))
    elif colour.scale == "category" and len(colour.names) >= LABELLED:
        figure.update_layout(showlegend=False, annotations=_labels(spots, values, colour.names, theme))
    return _plane(dress(figure, theme, height=HEIGHT))


def bullseye(
    radius: ArrayLike,
    angle: ArrayLike,
    labels: ArrayLike,
    *,
    medians: Mapping[int, float] | None = None,
    texts: Sequence[str] | None = None,
    theme: Theme = LIGHT,
) -> go.Figure:
    """A query in the middle, every item at 1 - similarity from it, in the colour of its level.

    A coherent ranking is rings of colour in order, an incoherent one confetti. The angle means nothing but the cluster.

    Args:
        radius: ``(items,)``, see :class:`ladder.space.Bullseye`; nan for an item that is left out.
        angle: ``(items,)`` in radians.
        labels: ``(items,)`` int: 0 the own pair, 1 … K levels, -1 none.
        medians: From level to its median radius, drawn as a faint circle.
        texts: What is shown of each item on hover, above its distance.
        theme: The ground.

    Example:
        >>> figure = bullseye([0.1, 0.5], [0.0, 3.0], [1, 2], medians={1: 0.1, 2: 0.5})
        >>> [trace.name for trace in figure.data], len(figure.layout.shapes)
        (['level 2', 'level 1', 'query'], 2)
    """
    distance, turn = np.asarray(radius, dtype=float), np.asarray(angle, dtype=float)
    spots = np.stack([distance * np.cos(turn), distance * np.sin(turn)], axis=1).astype(np.float32)
    values = np.where(np.isnan(distance), np.nan, np.asarray(labels, dtype=float))
    most = int(np.nanmax(values, initial=1))
    figure = go.Figure()
    for label, middle in (medians or {}).items():
        line = {"color": faint(theme.level(label, most), 0.6), "width": 1.5}
        figure.add_shape(type="circle", x0=-middle, x1=middle, y0=-middle, y1=middle, line=line, layer="below")
    said = [f"1 − similarity: {value:.3f}" for value in distance]
    if texts is not None:
        said = [f"{text}\n{about}" for text, about in zip(texts, said, strict=True)]
    for dots in _levels(values, most, theme):
        _draw(figure, spots, dots, said)
    cross = {"symbol": "cross-thin", "size": 14, "line": {"width": 2, "color": theme.ink}}
    figure.add_scatter(x=[0], y=[0], name="query", mode="markers", marker=cross, showlegend=False, hoverinfo="name")
    return _plane(dress(figure, theme, height=HEIGHT))


def _groups(colour: Colour, values: np.ndarray, most: int, theme: Theme) -> list[_Dots]:
    """The items that are drawn as one, those on top last."""
    if colour.scale == "level":
        return _levels(values, most, theme)
    has = np.isfinite(values) if colour.scale == "number" else values >= 0
    none = _Dots(f"no {colour.title}", np.flatnonzero(~has), {"color": theme.unlevelled}, len(colour.names))
    behind = [none] if len(none.items) else []
    if colour.scale == "number":
        shown = np.flatnonzero(has)
        marker = {"color": values[shown].astype(np.float32), "coloraxis": "coloraxis"}
        return [*behind, _Dots(colour.title, shown, marker, 0)]
    palette = (theme.others[1], theme.others[0], theme.first, theme.second, *theme.others[2:])
    return behind + [
        _Dots(name, np.flatnonzero(values == number), {"color": palette[number % len(palette)]}, number)
        for number, name in enumerate(colour.names)
    ]


def _levels(values: np.ndarray, most: int, theme: Theme) -> list[_Dots]:
    """The items of each level: of none first, then from the least relevant to the own pair, a star."""
    found = []
    for level in [-1, *range(most, -1, -1)]:
        items = np.flatnonzero(values == level)
        name = rungs.level(level)
        marker = {"color": theme.level(level, most), "opacity": BEHIND if level < 0 else 1}
        star = {"symbol": "star", "size": 2 * DOT + 2, "line": {"width": 1, "color": theme.paper}}
        if len(items):
            found.append(_Dots(name, items, marker | (star if level == 0 else {}), level if level >= 0 else most + 1))
    return found


def _draw(figure: go.Figure, spots: np.ndarray, dots: _Dots, texts: Sequence[str] | None) -> None:
    """Items, with what is said of each on hover."""
    many = len(spots) > MANY
    said = None if texts is None else ["<br>".join(map(caption, texts[item].split("\n"))) for item in dots.items]
    figure.add_trace(
        (go.Scattergl if many else go.Scatter)(
            x=spots[dots.items, 0],
            y=spots[dots.items, 1],
            name=safe(dots.name),
            legendrank=dots.place + 1,
            mode="markers",
            marker={"size": SMALL if many else DOT} | dots.marker,
            text=said,
            hovertemplate=("" if said is None else "%{text}<br>") + f"<i>{safe(dots.name)}</i><extra></extra>",
        )
    )


def _outline(figure: go.Figure, outline: Outline, colour: str) -> None:
    """A line round a level, closed."""
    corners = np.asarray(outline.corners, dtype=np.float32)
    closed = np.concatenate([corners, corners[:1]])
    figure.add_scatter(
        x=closed[:, 0],
        y=closed[:, 1],
        mode="lines",
        line={"color": colour, "width": 1.5},
        fill="toself",
        fillcolor=faint(colour, 0.08),
        showlegend=False,
        hoverinfo="skip",
    )


def _labels(spots: np.ndarray, values: np.ndarray, names: Sequence[str], theme: Theme) -> list[dict[str, object]]:
    """The name of each category at the median of its items, moved up or down where it would lie on another."""
    pixels = HEIGHT / (float(np.ptp(spots[:, 1])) or 1.0)  # of a unit, about
    labels: list[dict[str, object]] = []
    boxes: list[tuple[float, float, int]] = []  # middle and width, in pixels
    for number, name in enumerate(names):
        if name and number in values:
            x, y = np.median(spots[values == number], axis=0).tolist()
            shift = _free(boxes, x * pixels, y * pixels, LETTER * len(name))
            boxes.append((x * pixels, y * pixels + shift, LETTER * len(name)))
            paper = {"bgcolor": faint(theme.paper, 0.75), "font": {"size": 12, "color": theme.ink}}
            labels.append({"text": safe(name), "x": x, "y": y, "yshift": shift, "showarrow": False} | paper)
    return labels


def _free(boxes: Sequence[tuple[float, float, int]], x: float, y: float, width: int) -> int:
    """The least shift of a line up or down at which a label lies on none of the boxes.

    Each box stands in the way of two shifts at most, so that one of these is free.
    """
    shifts = (LINE * step * way for step in range(len(boxes) + 1) for way in (1, -1))
    beside = [middle for left, middle, wide in boxes if abs(x - left) * 2 < width + wide]
    return next(shift for shift in shifts if all(abs(y + shift - middle) >= LINE for middle in beside))


def _shades(title: str, theme: Theme) -> dict[str, object]:
    """A scale of numbers, the highest strongest against the ground."""
    colours = theme.levels[::-1]
    bar = {"title": {"text": safe(title), "font": {"size": 12}}, "thickness": 12, "outlinewidth": 0, "len": 0.6}
    stops = [[place / (len(colours) - 1), colour] for place, colour in enumerate(colours)]
    return {"colorscale": stops, "colorbar": bar | {"tickfont": {"color": theme.quiet}}}


def _plane(figure: go.Figure) -> go.Figure:
    """No axes, the same scale both ways, and a drag that moves the plane."""
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, scaleanchor="x")
    return figure.update_layout(dragmode="pan", legend={"itemsizing": "constant"})
