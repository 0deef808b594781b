"""How a training went: loss and figures by epoch, levels and the cost of rungs by step."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ladder.figures.theme import LIGHT, Theme, dress, faint
from ladder.words.directions import DIRECTIONS, shown
from ladder.words.figures import title
from ladder.words.rungs import rung

HEIGHT = 320  # pixels
DASHES = dict(zip(DIRECTIONS, ("solid", "dash"), strict=True))
FIGURES = {name: title(name) for name in ("rsum", "recall@1", "cs@100")}
LogLines = Sequence[Mapping[str, Any]]


def training_curves(
    metrics: LogLines,
    *,
    figures: Mapping[str, str] | None = None,
    best: int | None = None,
    theme: Theme = LIGHT,
) -> go.Figure:
    """Loss, and figures on the validation split, by epoch: a panel each.

    Args:
        metrics: The lines of a run's ``metrics.jsonl``: ``step`` and ``validation``.
        figures: Names of figures and their titles, by default rsum, R@1 and CS@100; one that each direction has is
            drawn both ways, one that was never measured not at all.
        best: The epoch that was kept, marked in every panel.
        theme: The ground.

    Example:
        >>> lines = [{"kind": "step", "step": 1, "loss": 9.0}, {"kind": "step", "step": 4, "loss": 4.0}]
        >>> lines += [{"kind": "validation", "step": 4, "epoch": 2, "figures": {"rsum": 60.0}}]
        >>> figure = training_curves(lines, figures={"rsum": "sum of recalls"}, best=2)
        >>> figure.data[0].x.tolist(), figure.data[0].y.tolist()
        ([0.5, 2.0], [9.0, 4.0])
    """
    steps = [line for line in metrics if line["kind"] == "step"]
    validations = [line for line in metrics if line["kind"] == "validation"]
    measured = {key.rpartition("/")[2] for line in validations for key in line["figures"]}
    figures = {name: title for name, title in (figures or FIGURES).items() if name in measured}
    figure = make_subplots(
        rows=1,
        cols=1 + len(figures),
        subplot_titles=["loss", *figures.values()],
        horizontal_spacing=0.2 / (1 + len(figures)),
    )
    an_epoch = validations[-1]["step"] / validations[-1]["epoch"] if validations else 1.0
    figure.add_scatter(
        row=1,
        col=1,
        x=np.array([line["step"] for line in steps]) / an_epoch,
        y=np.array([line["loss"] for line in steps], dtype=float),
        mode="lines",
        line={"color": theme.second, "width": 1.5},
        showlegend=False,
        hovertemplate="epoch %{x:.1f}: %{y:.4g}<extra></extra>",
    )
    epochs = np.array([line["epoch"] for line in validations])
    for column, name in enumerate(figures, start=2):
        for key, said, dash, colour in _series(name, theme):
            figure.add_scatter(
                row=1,
                col=column,
                x=epochs,
                y=np.array([line["figures"].get(key) for line in validations], dtype=float),
                name=said,
                legendgroup=said,
                showlegend=column == len(figures) + 1 and said != name,
                mode="lines",
                line={"color": colour, "width": 2, "dash": dash},
                hovertemplate=f"epoch %{{x}}: %{{y:.4g}}<extra>{said}</extra>",
            )
    dress(figure, theme, height=HEIGHT, x="epoch" if validations else "step")
    _warm_up(figure, [line["step"] / an_epoch for line in steps if line.get("warm_up")], theme)
    if best is not None:
        figure.add_vline(x=best, line={"color": theme.own, "width": 1.2, "dash": "dot"})
        figure.add_annotation(
            row=1,
            col=1,
            x=best,
            y=0.98,
            yref="y domain",
            text=f"kept: {best}",
            showarrow=False,
            xanchor="right",
            font={"color": theme.own},
        )
    figure.update_yaxes(nticks=6)
    if all(line["loss"] > 0 for line in steps):  # the warm-up's loss is orders of magnitude larger
        figure.update_yaxes(type="log", dtick=1, row=1, col=1)
    figure.update_annotations(font_size=13)
    return figure.update_layout(margin_t=56, legend={"y": 1.08})


def _series(name: str, theme: Theme) -> list[tuple[str, str, str, str]]:
    """The lines of one figure's panel: key, words, dash and colour."""
    if name == "rsum":
        return [(name, name, "solid", theme.second)]
    return [
        (f"{direction}/{name}", shown(direction), dash, colour)
        for (direction, dash), colour in zip(DASHES.items(), theme.others, strict=False)
    ]


def _warm_up(figure: go.Figure, epochs: Sequence[float], theme: Theme) -> None:
    """Shades the time before the loss proper."""
    if epochs:
        figure.add_vrect(x0=0, x1=max(epochs), fillcolor=faint(theme.quiet, 0.1), line_width=0, layer="below")


def level_histogram(rows: LogLines, *, theme: Theme = LIGHT) -> go.Figure:
    """How many levels the queries of a batch have, by step: the share of each K, stacked.

    Args:
        rows: Of a run's ``levels.parquet``; both directions of a step are added up.
        theme: The ground.

    Example:
        >>> rows = [{"step": 1, "k_histogram": [0, 0, 3, 1]}, {"step": 9, "k_histogram": [0, 0, 2, 2]}]
        >>> figure = level_histogram(rows)
        >>> [(trace.name, trace.y.tolist()) for trace in figure.data]
        [('2 levels', [0.75, 0.5]), ('3 levels', [0.25, 0.5])]
    """
    steps, counts = _by_step(rows, "k_histogram")
    return _stack(
        steps,
        _shares(counts),
        [f"{k} level" + "s" * (k != 1) for k in range(counts.shape[1])],
        [theme.level(k - 1 or -1, counts.shape[1] - 2) for k in range(counts.shape[1])],
        theme,
        y="share of queries",
    )


def rung_costs(rows: LogLines, *, theme: Theme = LIGHT) -> go.Figure:
    """Which rungs the loss comes from, by step: the share of each, stacked.

    Args:
        rows: Of a run's ``levels.parquet``; both directions of a step are added up.
        theme: The ground.

    Example:
        >>> figure = rung_costs([{"step": 1, "rung_cost": [3.0, 1.0]}])
        >>> [(trace.name, trace.y.tolist()) for trace in figure.data]
        [('rung 0: own pair', [0.75]), ('rung 1', [0.25])]
    """
    steps, costs = _by_step(rows, "rung_cost")
    return _stack(
        steps,
        _shares(costs),
        [rung(number) for number in range(costs.shape[1])],
        [theme.level(number, costs.shape[1] - 1) for number in range(costs.shape[1])],
        theme,
        y="share of the loss",
    )


def steps_of(rows: LogLines) -> tuple[np.ndarray, np.ndarray]:
    """The steps that rows are of, ``(n,)`` ascending, and the place among them of each row, ``(len(rows),)``."""
    return np.unique(np.array([row["step"] for row in rows], dtype=np.int64), return_inverse=True)


def _by_step(rows: LogLines, name: str) -> tuple[np.ndarray, np.ndarray]:
    """The steps ``(n,)`` and the lists of a column summed over the rows of each, ``(n, longest)``."""
    steps, places = steps_of(rows)
    lists = [row[name] for row in rows]
    table = np.zeros((len(steps), max(map(len, lists), default=0)))
    for place, values in zip(places.tolist(), lists, strict=True):
        table[place, : len(values)] += values
    return steps, table


def _shares(table: np.ndarray) -> np.ndarray:
    """Each row divided by its sum; nan, a gap, where that is 0."""
    total = table.sum(axis=1, keepdims=True)
    return np.divide(table, total, out=np.full_like(table, np.nan), where=total > 0)


def _stack(
    steps: np.ndarray, shares: np.ndarray, names: Sequence[str], colours: Sequence[str], theme: Theme, *, y: str
) -> go.Figure:
    """Stacked areas of the columns that are not 0 throughout."""
    figure = go.Figure()
    for column in np.flatnonzero(np.nansum(shares, axis=0) > 0).tolist():
        figure.add_scatter(
            x=steps,
            y=shares[:, column],
            name=names[column],
            mode="lines",
            line={"width": 0.5, "color": colours[column]},
            fillcolor=faint(colours[column], 0.85),
            stackgroup="all",
            hovertemplate="%{y:.0%}",
        )
    dress(figure, theme, height=HEIGHT, x="step", y=y)
    figure.update_layout(hovermode="x unified")
    return figure.update_yaxes(range=[0, 1], tickformat=".0%")
