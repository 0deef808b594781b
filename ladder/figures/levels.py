"""Why a query's candidates fall into as many levels as they do."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import ArrayLike

from ladder.figures.theme import LIGHT, Theme, dress, safe
from ladder.words import rungs

LANE, STEM = 74, 260  # pixels of a strip, and of the figures beside it
SPREAD = 0.3  # of a strip's dots to either side
MOST_BARS = 400  # of a level in the silhouette plot; of more, as many evenly


class Lane(NamedTuple):
    """One way of parting the same candidates.

    Attributes:
        name: Of the way.
        labels: ``(n,)`` int: 1 … K; 0, the own pair, and -1 are not drawn.
        cuts: ``(k - 1,)`` relevance between the levels.
    """

    name: str
    labels: ArrayLike
    cuts: ArrayLike


def relevance_strips(relevance: ArrayLike, lanes: Sequence[Lane], *, theme: Theme = LIGHT) -> go.Figure:
    """The candidates of a query on the line of relevance, a strip a way of parting them, with its cuts.

    Args:
        relevance: ``(n,)`` in [0, 1].
        lanes: The ways, drawn from top to bottom.
        theme: The ground.

    Example:
        >>> figure = relevance_strips([1.0, 0.7, 0.6, 0.1], [Lane("adaptive", [0, 1, 1, 2], [0.35])])
        >>> [(trace.name, trace.x.tolist()) for trace in figure.data]
        [('level 1', [0.7, 0.6]), ('level 2', [0.1])]
    """
    degrees, figure, named = np.asarray(relevance, dtype=float), go.Figure(), set()
    across = SPREAD * (2 * ((np.arange(len(degrees)) * 0.618034) % 1) - 1)  # evenly, the same at every drawing
    for place, lane in enumerate(lanes):
        labels = np.asarray(lane.labels)
        levels = int(labels.max(initial=1))
        for level in range(1, levels + 1):
            here = labels == level
            figure.add_scatter(
                x=degrees[here],
                y=across[here] - place,
                name=rungs.level(level),
                legendgroup=rungs.level(level),
                showlegend=level not in named,
                mode="markers",
                marker={"size": 7, "color": theme.level(level, levels), "opacity": 0.75},
                hovertemplate=f"relevance %{{x:.2f}}<extra>{safe(lane.name)}: level {level}</extra>",
            )
            named.add(level)
        for cut in np.asarray(lane.cuts, dtype=float):
            line = {"color": theme.ink, "width": 1.4, "dash": "dash"}
            figure.add_shape(type="line", x0=cut, x1=cut, y0=-place - 0.42, y1=-place + 0.42, line=line)
    dress(figure, theme, height=90 + LANE * len(lanes), x="relevance")
    ticks = [-place for place in range(len(lanes))]
    figure.update_yaxes(tickvals=ticks, ticktext=[safe(lane.name) for lane in lanes], range=[0.5 - len(lanes), 0.5])
    return figure.update_yaxes(showgrid=False, zeroline=False, tickfont={"color": theme.ink})


def silhouette_by_k(
    silhouette: ArrayLike,
    k: int,
    *,
    allowed: tuple[int, int],
    ties: Sequence[int] = (),
    floor: float | None = None,
    theme: Theme = LIGHT,
) -> go.Figure:
    """The mean Silhouette of the best partition into each number of levels; the chosen one filled, its ties ringed.

    Args:
        silhouette: ``(k_max + 1,)`` by number of levels; nan where undefined.
        k: The number that was chosen.
        allowed: The fewest and the most levels that the loss may choose; others are drawn faintly.
        ties: Numbers whose Silhouette is as large as that of ``k``.
        floor: A Silhouette below which a query has one level.
        theme: The ground.

    Example:
        >>> figure = silhouette_by_k([np.nan, np.nan, 0.68, 0.96, 0.68], 3, allowed=(2, 4))
        >>> figure.data[0].y.tolist(), figure.data[0].text
        ([2, 3, 4], ('0.680', '0.960', '0.680'))
    """
    values = np.asarray(silhouette, dtype=float)
    numbers = np.flatnonzero(np.isfinite(values))
    chosen, inside = numbers == k, (numbers >= allowed[0]) & (numbers <= allowed[1])
    figure = go.Figure()
    for number in numbers:
        line = {"color": theme.second, "width": 3} if number == k else {"color": theme.quiet, "width": 1.5}
        figure.add_shape(type="line", y0=number, y1=number, x0=0, x1=values[number], line=line, layer="below")
    figure.add_scatter(
        x=values[numbers],
        y=numbers,
        mode="markers+text",
        text=[f"{values[number]:.3f}" + (" tie" if number in ties else "") for number in numbers],
        textposition="middle right",
        textfont={"size": 12, "color": np.where(inside | chosen, theme.ink, theme.quiet).tolist()},
        cliponaxis=False,
        showlegend=False,
        marker={
            "size": 14,
            "color": np.where(chosen, theme.second, theme.paper).tolist(),
            "line": {
                "width": 2,
                "color": [theme.second if one == k or one in ties else theme.quiet for one in numbers],
            },
            "opacity": np.where(inside | chosen, 1.0, 0.5).tolist(),
        },
        hovertemplate="%{y} levels: mean silhouette %{x:.3f}<extra></extra>",
    )
    dress(figure, theme, height=STEM, x="mean silhouette", y="number of levels K")
    if floor is not None:
        figure.add_vline(x=floor, line={"color": theme.own, "width": 1.2, "dash": "dot"}, annotation_text="floor")
    figure.update_layout(margin_t=20)
    figure.update_yaxes(range=[max(numbers, default=2) + 0.6, 1.4], dtick=1, showgrid=False)
    return figure.update_xaxes(range=[min(0.0, values[numbers].min(initial=0.0)), 1.15], dtick=0.25, showgrid=True)


def silhouette_knife(values: ArrayLike, labels: ArrayLike, *, theme: Theme = LIGHT) -> go.Figure:
    """The Silhouette of every candidate, level by level and each level in order: the classic plot of a clustering.

    Args:
        values: ``(n,)`` in [-1, 1]; nan is left out.
        labels: ``(n,)`` int, 1 … K.
        theme: The ground.

    Example:
        >>> figure = silhouette_knife([0.9, 0.5, -0.1, 0.8], [1, 1, 2, 2])
        >>> [(trace.name, trace.x.tolist()) for trace in figure.data]
        [('level 1: 2', [0.5, 0.9]), ('level 2: 2', [-0.1, 0.8])]
    """
    silhouette, level_of = np.asarray(values, dtype=float), np.asarray(labels)
    figure, start, ticks = go.Figure(), 0.0, {}
    levels = int(level_of.max(initial=1))
    for level in range(1, levels + 1):
        mine = np.sort(silhouette[(level_of == level) & np.isfinite(silhouette)])
        if not len(mine):
            continue
        drawn = mine[np.linspace(0, len(mine) - 1, min(len(mine), MOST_BARS)).astype(int)]
        figure.add_bar(
            x=drawn,
            y=start - np.arange(len(drawn))[::-1],
            orientation="h",
            name=f"{rungs.level(level)}: {len(mine):,}",
            marker={"color": theme.level(level, levels), "line": {"width": 0}},
            hovertemplate=f"{rungs.level(level)}: %{{x:.2f}}<extra></extra>",
        )
        ticks[start - (len(drawn) - 1) / 2] = str(level)
        start -= len(drawn) + max(2.0, 0.02 * np.isfinite(silhouette).sum())
    dress(figure, theme, height=STEM, x="silhouette", y="level")
    known = silhouette[np.isfinite(silhouette)]
    if len(known):
        line = {"color": theme.ink, "width": 1.2, "dash": "dash"}
        said = {"annotation_text": f"mean {known.mean():.3f}", "annotation_position": "top"}
        figure.add_vline(x=known.mean(), line=line, **said)
    figure.update_layout(bargap=0, showlegend=False, margin_t=28)
    figure.update_xaxes(range=[min(-0.05, known.min(initial=0.0) - 0.05), 1], showgrid=True)
    return figure.update_yaxes(tickvals=list(ticks), ticktext=list(ticks.values()), showgrid=False, zeroline=False)
