"""Degrees of relevance: how they are spread, and whether similarity rises with them."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import ArrayLike

from ladder.figures.theme import LIGHT, Theme, dress, faint

HEIGHT = 340  # pixels
CELLS, BARS = 60, 50


def similarity_against_relevance(similarity: ArrayLike, relevance: ArrayLike, *, theme: Theme = LIGHT) -> go.Figure:
    """Does similarity rise with relevance? How many pairs lie where, and the best monotone fit.

    The fit is the least-squares non-decreasing function of relevance (isotonic regression).

    Args:
        similarity: In [-1, 1], of any shape: a pair of query and candidate a cell.
        relevance: In [0, 1], of the same shape.
        theme: The ground.

    Example:
        >>> figure = similarity_against_relevance([0.1, 0.3, 0.2, 0.8], [0.0, 0.5, 0.5, 1.0])
        >>> int(figure.data[0].customdata.sum()), figure.data[1].y.round(2).tolist()
        (4, [0.1, 0.25, 0.8])
    """
    from sklearn.isotonic import IsotonicRegression

    x, y = np.asarray(relevance, dtype=float).ravel(), np.asarray(similarity, dtype=float).ravel()
    counts, x_edges, y_edges = np.histogram2d(x, y, bins=CELLS)
    counts = counts.T.astype(np.int64)
    fit = IsotonicRegression().fit(x, y)
    figure = go.Figure()
    figure.add_heatmap(
        x=(x_edges[:-1] + x_edges[1:]) / 2,
        y=(y_edges[:-1] + y_edges[1:]) / 2,
        z=np.log10(counts, out=np.full(counts.shape, np.nan), where=counts > 0),
        customdata=counts,
        colorscale=[[0, faint(theme.second, 0.12)], [1, theme.second]],
        colorbar=_colourbar(int(counts.max()), theme),
        hovertemplate="relevance %{x:.2f}, similarity %{y:.2f}: %{customdata:,} pairs<extra></extra>",
    )
    figure.add_scatter(
        x=fit.X_thresholds_,
        y=fit.y_thresholds_,
        name="monotone fit",
        mode="lines",
        line={"color": theme.own, "width": 2.5},
        showlegend=True,
        hovertemplate="relevance %{x:.2f}: fit %{y:.2f}<extra></extra>",
    )
    return dress(figure, theme, height=HEIGHT, x="relevance", y="similarity")


def histogram_of_relevance(relevance: ArrayLike, *, theme: Theme = LIGHT) -> go.Figure:
    """How degrees of relevance are spread over all pairs, on a logarithmic scale: most pairs have little.

    Args:
        relevance: In [0, 1], of any shape.
        theme: The ground.

    Example:
        >>> figure = histogram_of_relevance([0.0, 0.0, 0.5, 1.0])
        >>> figure.data[0].y[[0, 25, 49]].tolist()
        [0.5, 0.25, 0.25]
    """
    values = np.asarray(relevance, dtype=float).ravel()
    counts, edges = np.histogram(values, bins=BARS, range=(0, 1))
    figure = go.Figure()
    figure.add_bar(
        x=(edges[:-1] + edges[1:]) / 2,
        y=counts / len(values),
        marker={"color": theme.second},
        hovertemplate="relevance about %{x:.2f}: %{y:.2%} of pairs<extra></extra>",
    )
    dress(figure, theme, height=HEIGHT, x="relevance", y="share of pairs")
    figure.update_layout(bargap=0.06)
    return figure.update_yaxes(type="log", tickformat="~%")


def _colourbar(most: int, theme: Theme) -> dict[str, object]:
    """A bar of counts on a logarithmic scale."""
    powers = list(range(int(np.log10(most)) + 1))
    return {
        "title": {"text": "pairs", "font": {"size": 12}},
        "tickvals": powers,
        "ticktext": [f"{10**power:,}" for power in powers],
        "thickness": 12,
        "outlinewidth": 0,
        "tickfont": {"color": theme.quiet},
    }
