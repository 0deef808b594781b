"""One query's ranking: how relevant is what stands at each rank, and does each level keep its place?"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import ArrayLike
from plotly.subplots import make_subplots

from ladder.figures.theme import LIGHT, Theme, caption, dress, faint, safe
from ladder.words import rungs

STAIRCASE, RIBBON = 150, 230  # pixels


class RankedQuery(NamedTuple):
    """A ranking of one query.

    Attributes:
        name: Of the run.
        relevance: ``(k,)`` in [0, 1], in the order of the ranking.
        own: ``(k,)`` bool, whether the item belongs to the query's own image.
        texts: k captions, shown on hover.
    """

    name: str
    relevance: ArrayLike
    own: ArrayLike | None = None
    texts: Sequence[str] | None = None


def staircase(rankings: Sequence[RankedQuery], ideal: ArrayLike, *, theme: Theme = LIGHT) -> go.Figure:
    """Relevance by rank against the ideal order, a panel a ranking; the area between them is lost order.

    A coherent ranking is a falling staircase, an incoherent one a saw. A star marks the own pair. The scale
    ends a little above the highest relevance below 1: an own pair, of relevance 1, may stand above it.

    Args:
        rankings: One or two (A, B) of the same query.
        ideal: ``(k,)`` relevance in the best possible order.
        theme: The ground.

    Example:
        >>> figure = staircase([RankedQuery("demo", [0.2, 1.0, 0.4], own=[False, True, False])], [1.0, 0.5, 0.4])
        >>> [trace.name for trace in figure.data]
        ['demo', 'ideal order', 'own pair']
    """
    count, top = len(rankings), _top([ideal, *(ranking.relevance for ranking in rankings)])
    figure = make_subplots(rows=count, shared_xaxes=True, vertical_spacing=0.12)
    best = np.asarray(ideal, dtype=float)
    for row, (ranking, colour) in enumerate(zip(rankings, theme.series(count), strict=True), start=1):
        _stairs(figure, row, ranking, colour)
        _ideal(figure, row, best, colour, theme)
        _own(figure, row, ranking, top, theme)
    dress(figure, theme, height=70 + STAIRCASE * count, y="relevance")
    figure.update_layout(hovermode="x")  # anywhere above a rank shows what stands there
    figure.update_xaxes(range=[0.5, len(best) + 0.5])
    figure.update_xaxes(title_text="rank", row=count, col=1)
    return figure.update_yaxes(range=[0, top], nticks=4)


def _stairs(figure: go.Figure, row: int, ranking: RankedQuery, colour: str) -> None:
    """A ranking's relevance by rank."""
    relevance = np.asarray(ranking.relevance, dtype=float)
    ranks = np.arange(1, len(relevance) + 1)
    said = [f"<br>{caption(text)}" for text in ranking.texts or [""] * len(ranks)]
    figure.add_scatter(
        row=row,
        col=1,
        x=ranks,
        y=relevance,
        name=safe(ranking.name),
        mode="lines",
        line={"shape": "hvh", "width": 2, "color": colour},
        customdata=said if ranking.texts else None,
        hovertemplate="rank %{x}, relevance %{y:.2f}" + ("%{customdata}" if ranking.texts else "") + "<extra></extra>",
    )


def _ideal(figure: go.Figure, row: int, best: np.ndarray, colour: str, theme: Theme) -> None:
    """The best order's relevance by rank, what lies between in the ranking's colour."""
    figure.add_scatter(
        row=row,
        col=1,
        x=np.arange(1, len(best) + 1),
        y=best,
        name="ideal order",
        mode="lines",
        line={"shape": "hvh", "width": 1.2, "dash": "dot", "color": theme.quiet},
        fill="tonexty",
        fillcolor=faint(colour, 0.16),
        showlegend=row == 1,
        legendgroup="ideal",
        hoverinfo="skip",
    )


def _own(figure: go.Figure, row: int, ranking: RankedQuery, top: float, theme: Theme) -> None:
    """A star at each own pair, below the top where it would lie above."""
    if ranking.own is None:
        return
    relevance, own = np.asarray(ranking.relevance, dtype=float), np.asarray(ranking.own, dtype=bool)
    ranks = np.arange(1, len(relevance) + 1)
    figure.add_scatter(
        row=row,
        col=1,
        x=ranks[own],
        y=np.minimum(relevance[own], 0.94 * top),
        name=rungs.FIRST,
        mode="markers",
        marker={"symbol": "star", "size": 13, "color": theme.own, "line": {"width": 1, "color": theme.paper}},
        showlegend=row == 1,
        legendgroup="own",
        hoverinfo="skip",
        cliponaxis=False,
    )


def _top(relevance: Sequence[ArrayLike]) -> float:
    """The next full fifth above all that is below 1."""
    below = [value for degrees in relevance for value in np.asarray(degrees, dtype=float) if value < 1]
    return max(1, np.ceil(5 * max(below, default=1.0))) / 5


def ribbon(labels: ArrayLike, ideal: ArrayLike, *, theme: Theme = LIGHT) -> go.Figure:
    """Levels by rank as tiles, the ideal order beneath, and above each tile how many less relevant stand before it.

    Args:
        labels: ``(k,)`` int in the order of the ranking: 0 the own pair, 1 … K from most to least relevant, -1 none.
        ideal: ``(k,)`` int, the levels in the best possible order.
        theme: The ground.

    Example:
        >>> figure = ribbon([2, 1, 2, 3], [1, 2, 2, 3])
        >>> figure.data[0].y.tolist()
        [0, 1, 0, 0]
    """
    found, best = np.asarray(labels), np.asarray(ideal)
    figure = make_subplots(rows=2, shared_xaxes=True, row_heights=[0.4, 0.6], vertical_spacing=0.04)
    figure.add_bar(
        row=1,
        col=1,
        x=np.arange(1, len(found) + 1),
        y=inversions(found),
        marker={"color": theme.quiet},
        showlegend=False,
        hovertemplate="rank %{x}: %{y} less relevant before it<extra></extra>",
    )
    levels = max(1, found.max(initial=0), best.max(initial=0))
    for label in sorted(set(found.tolist()) | set(best.tolist()), key=lambda label: (label < 0, label)):
        for base, tiles in ((1.1, found), (0.0, best)):
            _tiles(figure, np.flatnonzero(tiles == label) + 1, base, label, theme.level(label, levels))
    dress(figure, theme, height=RIBBON)
    figure.update_layout(bargap=0.08, barmode="overlay")
    figure.update_xaxes(range=[0.5, max(len(found), len(best)) + 0.5])
    figure.update_xaxes(title_text="rank", row=2, col=1)
    figure.update_yaxes(title_text="out of<br>order", nticks=3, rangemode="tozero", row=1, col=1)
    return figure.update_yaxes(
        tickvals=[0.45, 1.55], ticktext=["ideal", "found"], range=[0, 2], showgrid=False, row=2, col=1
    )


def inversions(labels: ArrayLike) -> np.ndarray:
    """How many items of a less relevant level stand before each item of a ranking.

    Args:
        labels: ``(k,)`` int: 0 the own pair, 1 … K from most to least relevant, -1 none, the least relevant of all.

    Returns:
        ``(k,)`` int64.

    Example:
        >>> inversions([3, 1, -1, 2, 0])
        array([0, 1, 0, 2, 4])
    """
    found = np.asarray(labels)
    place = np.where(found < 0, found.max(initial=0) + 1, found)
    return np.tril(place[None, :] > place[:, None]).sum(axis=1)


def _tiles(figure: go.Figure, ranks: np.ndarray, base: float, label: int, colour: str) -> None:
    """The tiles of one level in one of the two ribbons."""
    name = rungs.level(label)
    figure.add_bar(
        row=2,
        col=1,
        x=ranks,
        y=np.full(len(ranks), 0.9),
        base=base,
        name=name,
        marker={"color": colour},
        legendgroup=name,
        showlegend=base > 0,
        hovertemplate=f"rank %{{x}}: {name}<extra></extra>",
    )
