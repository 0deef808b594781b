"""How a training went: loss and figures by epoch, levels and the cost of rungs by step."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ladder.figures.theme import LIGHT, Theme, dress, faint, safe
from ladder.words.directions import DIRECTIONS, shown
from ladder.words.figures import title
from ladder.words.rungs import rung

HEIGHT = 320  # pixels
FIGURES = {name: title(name) for name in ("rsum", "recall@1", "cs@100")}
LogLines = Sequence[Mapping[str, Any]]


class TrainedRun(NamedTuple):
    """One of several trainings that are drawn together.

    Attributes:
        name: What it is called.
        metrics: The lines of its run's ``metrics.jsonl``.
        best: The epoch that was kept.
    """

    name: str
    metrics: LogLines
    best: int | None = None

    def lines(self, kind: str) -> list[Mapping[str, Any]]:
        """Those of a kind."""
        return [line for line in self.metrics if line["kind"] == kind]

    @property
    def an_epoch(self) -> float:
        """Steps of an epoch; 1 where none is over."""
        last = next(iter(self.lines("validation")[-1:]), None)
        return last["step"] / last["epoch"] if last else 1.0


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
    return trainings([TrainedRun("", metrics, best)], figures=figures, theme=theme)


def trainings(
    several: Sequence[TrainedRun], *, figures: Mapping[str, str] | None = None, theme: Theme = LIGHT
) -> go.Figure:
    """The same of several trainings, over each other on the same axes, a colour each.

    Args:
        several: The trainings, at most as many as the theme has series.
        figures: As for :func:`training_curves`.
        theme: The ground.

    Example:
        >>> lines = [{"kind": "step", "step": 1, "loss": 9.0}]
        >>> [trace.name for trace in trainings([TrainedRun("A", lines), TrainedRun("B", lines)]).data]
        ['A', 'B']
    """
    measured = {
        key.rpartition("/")[2] for one in several for line in one.lines("validation") for key in line["figures"]
    }
    titles = {name: title for name, title in (figures or FIGURES).items() if name in measured}
    figure = make_subplots(
        rows=1,
        cols=1 + len(titles),
        subplot_titles=["loss", *titles.values()],
        horizontal_spacing=0.2 / (1 + len(titles)),
    )
    colours = theme.series(len(several))
    for one, colour in zip(several, colours, strict=False):
        _loss(figure, one, colour)
        for column, name in enumerate(titles, start=2):
            _validated(figure, one, name, column, colour if one.name else None, theme)
    dress(figure, theme, height=HEIGHT, x="epoch" if any(one.lines("validation") for one in several) else "step")
    _warm_ups(figure, several, theme)
    for row, (one, colour) in enumerate(zip(several, colours, strict=False)):
        _kept(figure, one, row, colour if one.name else theme.own)
    figure.update_yaxes(nticks=6)
    if all(line["loss"] > 0 for one in several for line in one.lines("step")):  # the warm-up's is orders larger
        figure.update_yaxes(type="log", dtick=1, row=1, col=1)
    figure.update_annotations(font_size=13)
    return figure.update_layout(margin_t=56, legend={"y": 1.08})


def _loss(figure: go.Figure, one: TrainedRun, colour: str) -> None:
    steps = one.lines("step")
    figure.add_scatter(
        row=1,
        col=1,
        x=np.array([line["step"] for line in steps]) / one.an_epoch,
        y=np.array([line["loss"] for line in steps], dtype=float),
        name=safe(one.name),
        legendgroup=safe(one.name),
        mode="lines",
        line={"color": colour, "width": 1.5},
        showlegend=bool(one.name),
        hovertemplate="epoch %{x:.1f}: %{y:.4g}<extra>%{fullData.name}</extra>",
    )


def _validated(figure: go.Figure, one: TrainedRun, name: str, column: int, colour: str | None, theme: Theme) -> None:
    """A figure of one training in its panel, in the colour of the training; a colour a direction where it is alone."""
    lines = one.lines("validation")
    for place, (key, way) in enumerate(_series(name)):
        group = safe(one.name) or way
        said = ", ".join(filter(None, (safe(one.name), way)))
        figure.add_scatter(
            row=1,
            col=column,
            x=np.array([line["epoch"] for line in lines]),
            y=np.array([line["figures"].get(key) for line in lines], dtype=float),
            name=said,
            legendgroup=group,
            showlegend=not one.name and bool(way) and not any(trace.name == said for trace in figure.data),
            mode="lines",
            line={
                "color": colour or (theme.others[place] if way else theme.second),
                "width": 2,
                "dash": ("solid", "dash")[place],
            },
            hovertemplate=f"epoch %{{x}}: %{{y:.4g}}<extra>{said}</extra>",
        )


def _series(name: str) -> list[tuple[str, str]]:
    """The lines of one figure's panel: their keys, and the direction in words."""
    return [(name, "")] if name == "rsum" else [(f"{way}/{name}", shown(way)) for way in DIRECTIONS]


def _kept(figure: go.Figure, one: TrainedRun, row: int, colour: str) -> None:
    """Marks the epoch that was kept in every panel, and says it in the first."""
    if one.best is None:
        return
    figure.add_vline(x=one.best, line={"color": colour, "width": 1.2, "dash": "dot"})
    figure.add_annotation(
        row=1,
        col=1,
        x=one.best,
        y=0.98 - 0.09 * row,
        yref="y domain",
        text=f"kept: {one.best}",
        showarrow=False,
        xanchor="right",
        font={"color": colour},
    )


def _warm_ups(figure: go.Figure, several: Sequence[TrainedRun], theme: Theme) -> None:
    """Shades the time before the loss proper, of each training; one that is as long as another's once."""
    ends = {
        max((line["step"] / one.an_epoch for line in one.lines("step") if line.get("warm_up")), default=0.0)
        for one in several
    }
    for end in sorted(ends - {0.0}):
        figure.add_vrect(x0=0, x1=end, fillcolor=faint(theme.quiet, 0.1), line_width=0, layer="below")


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
