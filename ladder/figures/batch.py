"""A whole mini-batch as its loss sees it, and the Silhouette over a training."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from ladder.figures.theme import LIGHT, Theme, dress
from ladder.figures.training import LogLines, steps_of
from ladder.words.directions import shown
from ladder.words.rungs import FIRST, LIST, rung

BARS, STACK = 240, 190  # pixels


def rung_stack(rows: LogLines, *, theme: Theme = LIGHT) -> go.Figure:
    """Which rungs a batch's loss comes from, a bar a direction.

    Args:
        rows: Of :meth:`ladder.losses.BatchReport.rows`.
        theme: The ground.

    Example:
        >>> rows = [{"direction": "image_to_caption", "rung_cost": [3.0, 1.0], "list_cost": 0.0}]
        >>> [(trace.name, float(trace.x[0]), trace.text[0]) for trace in rung_stack(rows).data]
        [('rung 0: own pair', 3.0, '75 %'), ('rung 1', 1.0, '25 %')]
    """
    figure = go.Figure()
    said = [shown(row["direction"]) for row in rows]
    costs = np.array([[*row["rung_cost"], row["list_cost"]] for row in rows], dtype=float)
    totals = costs.sum(axis=1)
    rungs = costs.shape[1] - 1
    for number, cost in enumerate(costs.T):
        is_list = number == rungs
        if is_list and not cost.any():
            continue
        name = LIST if is_list else rung(number)
        colour = theme.unlevelled if is_list else theme.level(number, rungs - 1)
        shares = np.divide(cost, totals, out=np.zeros_like(cost), where=totals > 0)
        figure.add_bar(
            x=cost,
            y=said,
            orientation="h",
            name=name,
            marker={"color": colour, "line": {"width": 0}},
            text=[f"{share:.0%}".replace("%", " %") if share >= 0.05 else "" for share in shares],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            hovertemplate=f"{name}: %{{x:.2f}}<extra>%{{y}}</extra>",
        )
    dress(figure, theme, height=STACK, x="cost")
    figure.update_layout(barmode="stack", bargap=0.35)
    return figure.update_yaxes(autorange="reversed", tickfont={"color": theme.ink})


def level_counts(rows: LogLines, *, theme: Theme = LIGHT) -> go.Figure:
    """How many queries of a batch have 1, 2, … levels, a bar a direction.

    Args:
        rows: Of :meth:`ladder.losses.BatchReport.rows`.
        theme: The ground.

    Example:
        >>> figure = level_counts([{"direction": "image_to_caption", "k_histogram": [0, 1, 3]}])
        >>> figure.data[0].x.tolist(), figure.data[0].y.tolist()
        ([1, 2], [1.0, 3.0])
    """
    return _by_number(rows, "k_histogram", 1, theme, x="number of levels K", y="queries", digits=".0f")


def level_sizes(rows: LogLines, *, theme: Theme = LIGHT) -> go.Figure:
    """How many candidates of a query are in level 1, 2, … in the mean over the batch.

    Args:
        rows: Of :meth:`ladder.losses.BatchReport.rows`.
        theme: The ground.
    """
    return _by_number(rows, "level_sizes", 1, theme, x="level", y="candidates a query", digits=".0f")


def rung_activity(rows: LogLines, *, theme: Theme = LIGHT) -> go.Figure:
    """The share of queries that miss a rung's margin, of those that have the rung.

    Args:
        rows: Of :meth:`ladder.losses.BatchReport.rows`.
        theme: The ground.
    """
    figure = _by_number(rows, "rung_active", 0, theme, x=f"rung (0: {FIRST})", y="queries that miss it", digits=".0%")
    figure.update_traces(text=None)  # the scale says as much
    return figure.update_yaxes(range=[0, 1], tickformat=".0%", tickvals=[0, 0.25, 0.5, 0.75, 1])


def silhouette_counts(silhouettes: Mapping[str, np.ndarray], *, theme: Theme = LIGHT) -> go.Figure:
    """How clearly the queries of a batch fall into their levels: their own mean Silhouettes, counted in twentieths.

    Args:
        silhouettes: By direction, ``(m,)`` in [-1, 1].
        theme: The ground.
    """
    every = np.concatenate([np.zeros(0), *silhouettes.values()])
    edges = np.arange(np.floor(20 * every.min(initial=0.5)), 21) / 20
    figure = go.Figure()
    for (name, values), (colour, pattern) in zip(silhouettes.items(), _looks(theme), strict=False):
        figure.add_bar(
            x=(edges[1:] + edges[:-1]) / 2,
            y=np.histogram(values, edges)[0],
            name=shown(name),
            marker={"color": colour, "pattern": _hatch(pattern, theme)},
            hovertemplate="%{y} queries near %{x:.2f}<extra></extra>",
        )
    dress(figure, theme, height=BARS, x="mean silhouette", y="queries")
    return figure.update_layout(barmode="group", bargap=0.15)


def silhouette_by_step(rows: LogLines, *, theme: Theme = LIGHT) -> go.Figure:
    """The mean Silhouette of the queries' own partitions, by step; a gap where a loss has no levels.

    Args:
        rows: Of a run's ``levels.parquet``.
        theme: The ground.

    Example:
        >>> rows = [{"step": 1, "mean_silhouette": None}, {"step": 9, "mean_silhouette": 0.5}]
        >>> rows += [{"step": 9, "mean_silhouette": 0.7}]
        >>> silhouette_by_step(rows).data[0].y.tolist()
        [nan, 0.6]
    """
    steps, places = steps_of(rows)
    values = [row["mean_silhouette"] for row in rows]
    known = np.array([value is not None for value in values], dtype=bool)
    totals = np.bincount(places[known], np.array(values, dtype=float)[known], len(steps))
    counts = np.bincount(places[known], minlength=len(steps))
    means = np.divide(totals, counts, out=np.full(len(steps), np.nan), where=counts > 0)
    figure = go.Figure()
    figure.add_scatter(
        x=steps,
        y=means,
        mode="lines",
        line={"color": theme.second, "width": 2},
        showlegend=False,
        hovertemplate="step %{x}: %{y:.2f}<extra></extra>",
    )
    dress(figure, theme, height=BARS, x="step", y="mean silhouette").update_layout(margin_t=12)
    return figure.update_yaxes(range=[0, 1])


def mark_steps(figure: go.Figure, steps: Sequence[int], *, theme: Theme = LIGHT) -> go.Figure:
    """Marks steps at the foot of a figure over steps, to be clicked.

    Args:
        figure: Its x axis counts steps.
        steps: Those whose batch was kept.
        theme: The ground.
    """
    figure.add_scatter(
        x=np.array(steps),
        y=np.zeros(len(steps)),
        mode="markers",
        name="a batch to open",
        marker={"symbol": "diamond", "size": 14, "color": theme.own, "line": {"width": 1.5, "color": theme.paper}},
        cliponaxis=False,
        showlegend=False,
        hovertemplate="open this batch<extra></extra>",
    )
    return figure


def _by_number(rows: LogLines, name: str, first: int, theme: Theme, *, x: str, y: str, digits: str) -> go.Figure:
    """Bars of a list of each direction beside each other, from the entry ``first`` on."""
    figure = go.Figure()
    for row, (colour, pattern) in zip(rows, _looks(theme), strict=False):
        values = np.array([np.nan if value is None else value for value in row[name]], dtype=float)[first:]
        figure.add_bar(
            x=np.arange(first, first + len(values)),
            y=values,
            name=shown(row["direction"]),
            marker={"color": colour, "pattern": _hatch(pattern, theme)},
            text=["" if np.isnan(value) else f"{value:{digits}}" for value in values],
            textposition="outside",
            textfont={"size": 11},
            textangle=0,
            cliponaxis=False,
            hovertemplate=f"%{{y:{digits}}}<extra></extra>",
        )
    dress(figure, theme, height=BARS, x=x, y=y)
    figure.update_layout(barmode="group", bargap=0.18)
    return figure.update_xaxes(dtick=1)


def _hatch(shape: str, theme: Theme) -> dict[str, Any]:
    """Lines of the ground's colour over a bar's own."""
    return {"shape": shape, "fillmode": "overlay", "fgcolor": theme.paper, "fgopacity": 0.7, "size": 6, "solidity": 0.2}


def _looks(theme: Theme) -> list[tuple[str, str]]:
    """Colour and pattern of the two directions."""
    return [(theme.others[0], ""), (theme.others[1], "/")]
