"""Means over all queries, by rank or by K."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go
from numpy.typing import ArrayLike

from ladder.figures.theme import LIGHT, Theme, dress, faint, safe

HEIGHT = 340  # pixels
CUT = "K: how many of the list count"
TICKS = [step * 10**power for power in range(6) for step in (1, 2, 5)]


class Curve(NamedTuple):
    """A run's values.

    Attributes:
        name: Of the run.
        at: ``(n,)`` ranks or cut-offs K, from 1, ascending.
        value: ``(n,)``; nan is a gap.
        low: ``(n,)`` lower edge of the band, if there is one.
        high: ``(n,)`` upper edge.
    """

    name: str
    at: ArrayLike
    value: ArrayLike
    low: ArrayLike | None = None
    high: ArrayLike | None = None


def relevance_by_rank(curves: Sequence[Curve], ideal: Curve | None = None, *, theme: Theme = LIGHT) -> go.Figure:
    """Mean relevance of what stands at each rank, with its band, against the ideal order.

    The scale ends at twice what the runs reach: the own pairs, of relevance 1, let the ideal begin far above.

    Args:
        curves: A run, or two to compare (A, B).
        ideal: The same in the best possible order.
        theme: The ground.

    Example:
        >>> run = Curve("demo", [1, 2, 3], [0.8, 0.3, 0.4], low=[0.6, 0.1, 0.2], high=[1.0, 0.5, 0.5])
        >>> figure = relevance_by_rank([run], Curve("ideal order", [1, 2, 3], [0.9, 0.5, 0.4]))
        >>> [trace.name for trace in figure.data if trace.name]
        ['ideal order', 'demo']
    """
    figure, hover = go.Figure(), "rank %{x}: %{y:.3f}"
    if ideal is not None:
        _line(figure, ideal, theme.quiet, hover, dash="dot")
    _curves(figure, curves, theme, hover, x="rank", y="mean relevance")
    highest = max(float(np.nanmax(curve.value if curve.high is None else curve.high)) for curve in curves)
    return figure.update_yaxes(range=[0, min(1.02, 2 * highest)]).update_layout(showlegend=True)


def coherence_by_k(curves: Sequence[Curve], *, theme: Theme = LIGHT) -> go.Figure:
    """The coherent score CS@K over K: how well the first K are in order, 1 the best, 0 chance.

    Args:
        curves: A run, or two to compare (A, B).
        theme: The ground.

    Example:
        >>> figure = coherence_by_k([Curve("demo", [2, 3], [0.1, 0.3])])
        >>> figure.data[0].y.tolist()
        [0.1, 0.3]
    """
    figure = _curves(go.Figure(), curves, theme, "CS@%{x} = %{y:.3f}", x=CUT, y="coherent score CS@K")
    return figure.add_hline(y=0, line={"color": theme.quiet, "width": 1})


def recall_by_k(curves: Sequence[Curve], *, theme: Theme = LIGHT) -> go.Figure:
    """Recall R@K over K: the share of queries with an own item among the first K.

    Args:
        curves: A run, or two to compare (A, B).
        theme: The ground.

    Example:
        >>> figure = recall_by_k([Curve("A", [1, 2], [0.5, 0.75]), Curve("B", [1, 2], [0.4, 0.8])])
        >>> [trace.name for trace in figure.data]
        ['A', 'B']
    """
    figure = _curves(go.Figure(), curves, theme, "R@%{x} = %{y:.1%}", x=CUT, y="own item among the first K")
    return figure.update_yaxes(tickformat=".0%", range=[0, 1.02])


def _curves(figure: go.Figure, curves: Sequence[Curve], theme: Theme, hover: str, *, x: str, y: str) -> go.Figure:
    """Adds bands and lines, over K or rank on a logarithmic axis: the top of a list is what is looked at."""
    colours = theme.series(len(curves))
    for curve, colour in zip(curves, colours, strict=True):
        if curve.low is not None and curve.high is not None:
            _band(figure, curve, colour)
    for curve, colour in zip(curves, colours, strict=True):
        _line(figure, curve, colour, hover)
    last = max(float(np.max(curve.at)) for curve in curves)
    dress(figure, theme, height=HEIGHT, x=x, y=y)
    several = len(curves) > 1
    figure.update_layout(hovermode="x unified" if several else "closest", showlegend=several)
    return figure.update_xaxes(type="log", tickvals=[tick for tick in TICKS if tick <= last])


def _line(figure: go.Figure, curve: Curve, colour: str, hover: str, dash: str = "solid") -> None:
    figure.add_scatter(
        x=np.asarray(curve.at),
        y=np.asarray(curve.value, dtype=float),
        name=safe(curve.name),
        mode="lines",
        line={"color": colour, "width": 2.2 if dash == "solid" else 1.5, "dash": dash},
        hovertemplate=f"{hover}<extra>{safe(curve.name)}</extra>",
    )


def _band(figure: go.Figure, curve: Curve, colour: str) -> None:
    """The area between the curve's low and high edge."""
    for edge, fill in ((curve.low, None), (curve.high, "tonexty")):
        figure.add_scatter(
            x=np.asarray(curve.at),
            y=np.asarray(edge, dtype=float),
            mode="lines",
            line={"width": 0},
            fill=fill,
            fillcolor=faint(colour, 0.15),
            showlegend=False,
            hoverinfo="skip",
        )
