"""Runs against each other: differences with intervals, and what order costs in recall."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ladder.figures.theme import LIGHT, Theme, dress, faint, safe
from ladder.words.directions import DIRECTIONS, shown
from ladder.words.figures import expert, plain_name, title

ROW, GAP, TOP, FOOT, TALL = 30, 70, 40, 84, 420  # pixels
MARKS = dict(zip(("", *DIRECTIONS), ("square", "circle", "diamond"), strict=True))
LIFT = dict(zip(MARKS, (0.0, 0.17, -0.17), strict=True))  # the two directions of a row stand apart


class Whisker(NamedTuple):
    """B - A of one figure in one direction.

    Attributes:
        label: The figure's name; those of one label share a row.
        direction: ``image_to_caption`` or ``caption_to_image``; empty for both.
        value: The difference, in the unit of its group.
        low: Lower end of its interval.
        high: Upper end.
        group: Figures of one unit, which share an axis and name it.
        clear: Whether a test calls the difference clear; None where the interval alone decides.
    """

    label: str
    direction: str
    value: float
    low: float
    high: float
    group: str
    clear: bool | None = None


def forest(whiskers: Sequence[Whisker], names: tuple[str, str], *, theme: Theme = LIGHT) -> go.Figure:
    """Differences B - A with their intervals, a row a figure; grey where the interval holds 0, filled where clear.

    Higher must be better in every row: right of the line and purple is better in B, left and orange in A.

    Args:
        whiskers: In the order in which the rows go down, those of a group together.
        names: Of A and B.
        theme: The ground.

    Example:
        >>> recall = Whisker("R@1", "image_to_caption", -0.5, -2.0, 1.0, "percentage points")
        >>> figure = forest([recall], ("triplet", "ladder"))
        >>> figure.data[0].x, figure.data[0].error_x.array
        ((-0.5,), (1.5,))
    """
    groups = list(dict.fromkeys(item.group for item in whiskers))
    rows = [list(dict.fromkeys(item.label for item in whiskers if item.group == group)) for group in groups]
    heights = [ROW * (len(labels) + 0.5) for labels in rows]
    height = sum(heights) + GAP * (len(rows) - 1)
    figure = make_subplots(rows=len(rows), row_heights=heights, vertical_spacing=GAP / height if len(rows) > 1 else 0)
    for number, (group, labels) in enumerate(zip(groups, rows, strict=True), start=1):
        for direction in MARKS:
            items = [item for item in whiskers if item.group == group and item.direction == direction]
            if items:
                _dots(figure, items, labels, number, theme)
        span = 1.1 * max(max(abs(item.low), abs(item.high)) for item in whiskers if item.group == group) or 1.0
        figure.add_vline(x=0, line={"color": theme.quiet, "width": 1}, row=number, col=1)
        figure.update_xaxes(range=[-span, span], title_text=safe(group), showgrid=True, row=number, col=1)
        figure.update_yaxes(
            tickvals=list(range(len(labels))),
            ticktext=[safe(label) for label in labels],
            range=[len(labels) - 0.5, -0.5],
            row=number,
            col=1,
        )
    dress(figure, theme, height=round(height) + TOP + FOOT)
    figure.update_yaxes(showgrid=False, zeroline=False)
    for x, anchor, colour, name in ((0, "left", theme.first, names[0]), (1, "right", theme.second, names[1])):
        words = f"← better in {safe(name)}" if anchor == "left" else f"better in {safe(name)} →"
        figure.add_annotation(
            text=words,
            x=x,
            xref="paper",
            xanchor=anchor,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=4,
            showarrow=False,
            font={"color": colour, "size": 13},
        )
    for direction, mark in MARKS.items():
        if any(item.direction == direction for item in whiskers):
            marker = {"symbol": mark, "size": 9, "color": theme.quiet}
            figure.add_scatter(x=[None], y=[None], mode="markers", marker=marker, name=shown(direction))
    legend = {"yref": "container", "y": 0, "yanchor": "bottom"}
    return figure.update_layout(margin={"t": TOP, "b": FOOT}, legend=legend)


def _dots(figure: go.Figure, items: list[Whisker], labels: list[str], row: int, theme: Theme) -> None:
    """The differences of one group and direction, each with its whisker."""
    direction = items[0].direction
    for item in items:
        beyond = item.low > 0 or item.high < 0
        colour = theme.unlevelled if not beyond else theme.second if item.low > 0 else theme.first
        filled = beyond if item.clear is None else item.clear
        figure.add_scatter(
            row=row,
            col=1,
            x=[item.value],
            y=[labels.index(item.label) - LIFT[direction]],
            error_x={
                "array": [item.high - item.value],
                "arrayminus": [item.value - item.low],
                "color": colour,
                "width": 0,
                "thickness": 2,
            },
            mode="markers",
            showlegend=False,
            marker={
                "symbol": MARKS[direction] + ("" if filled else "-open"),
                "size": 9,
                "color": colour,
                "line": {"width": 2, "color": colour},
            },
            hovertemplate=f"{safe(item.label)}, {shown(direction)}<br>"
            f"{item.value:+.2f} ({item.low:+.2f} to {item.high:+.2f})<extra></extra>",
        )


class Point(NamedTuple):
    """A run in the plane of recall and order; each figure with its interval, where it has one.

    Attributes:
        name: Of the run.
        loss: What it was trained with; runs of one loss share a colour.
        recall: Value, low and high of rsum, 0 to 600.
        coherence: Value, low and high of the coherent score.
    """

    name: str
    loss: str
    recall: tuple[float, float, float]
    coherence: tuple[float, float, float]


def pareto(points: Sequence[Point], *, k: int = 100, theme: Theme = LIGHT) -> go.Figure:
    """What order costs in recall: rsum against CS@K with intervals, one colour a loss; up and right is better.

    Args:
        points: The runs. ``triplet`` is orange, the second loss that is met purple.
        k: The K of the coherent score, for the axis.
        theme: The ground.

    Example:
        >>> figure = pareto([Point("demo", "triplet", (190.0, 180.0, 200.0), (0.2, 0.19, 0.21))])
        >>> figure.data[0].name, figure.data[0].x.tolist(), figure.data[0].y.tolist()
        ('triplet', [190.0], [0.2])
    """
    figure, order = go.Figure(), f"cs@{k}"
    said = {"rsum": f"{title('rsum')}: {expert('rsum')}", order: f"{title(order)}: {plain_name(order)}"}
    losses = sorted(dict.fromkeys(point.loss for point in points), key=lambda loss: loss != "triplet")
    colours = (theme.first, theme.second, *theme.others)[0 if "triplet" in losses else 1 :]
    for loss, colour in zip(losses, colours, strict=False):
        chosen = [point for point in points if point.loss == loss]
        recall, coherence = (np.array([getattr(point, axis) for point in chosen]) for axis in ("recall", "coherence"))
        figure.add_scatter(
            x=recall[:, 0],
            y=coherence[:, 0],
            error_x=_whisker(recall, colour),
            error_y=_whisker(coherence, colour),
            name=safe(loss),
            mode="markers+text",
            text=[safe(point.name) for point in chosen],
            textposition="top right",
            textfont={"color": colour},
            marker={"size": 10, "color": colour},
            hovertemplate=f"%{{text}}<br>{title('rsum')} %{{x:.1f}}, {title(order)} %{{y:.3f}}<extra></extra>",
        )
    dress(figure, theme, height=TALL, x=said["rsum"], y=said[order])
    return figure.update_xaxes(showgrid=True)


def _whisker(figure: np.ndarray, colour: str) -> dict[str, object]:
    """``(points, 3)`` values, lows and highs as error bars."""
    value, low, high = figure.T
    return {"array": high - value, "arrayminus": value - low, "color": faint(colour, 0.5), "width": 0, "thickness": 1.5}
