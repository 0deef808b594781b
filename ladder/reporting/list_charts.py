"""The curves of one or more evaluations as charts, both directions beside each other."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import plotly.graph_objects as go

from ladder import figures
from ladder.figures import Curve, Theme
from ladder.reporting.charts import chart
from ladder.reporting.markup import Element, element
from ladder.words import directions
from ladder.words.directions import DIRECTIONS
from ladder.words.figures import QUESTIONS, plain

Reports = Sequence[tuple[str, Mapping[str, Any]]]  # a run's name and its report
IDEAL = "Dotted: the ideal order, which may begin above the scale with the own pairs, of relevance 1."
RELEVANCE = (
    "Mean over all queries. The band holds the middle half of them; the mean lies above it where a few queries find "
    f"very relevant items. {IDEAL}"
)
RELEVANCE_OF_SEVERAL = f"Mean over all queries, with its 95\u00a0% interval. {IDEAL}"
COHERENCE = f"{plain('cs@K')} The band is the 95\u00a0% interval of the mean."
RECALL = f"{plain('recall@K')} The band is the 95\u00a0% interval."


def charts(reports: Reports) -> Iterator[Element]:
    """A pair of charts, a direction each, for every curve that all reports have; a note where there is none."""
    relevance = RELEVANCE if len(reports) == 1 else RELEVANCE_OF_SEVERAL
    drawn = (
        ("relevance", plain("relevance"), relevance),
        ("cs", QUESTIONS["coherence"], COHERENCE),
        ("second/cs", f"By the second judge: {QUESTIONS['coherence']}", COHERENCE),
        ("recall", QUESTIONS["match"], RECALL),
    )
    if not any(report.get("curves") for _, report in reports):
        yield element("p", "The evaluation keeps no curves: evaluate again to have them.", class_="note")
    for name, title, note in drawn:
        pair = [
            chart(f"{directions.shown(way)} · {title}", note, partial(_draw, reports, way, name))
            for way in DIRECTIONS
            if all(name in report.get("curves", {}).get(way, {}) for _, report in reports)
        ]
        if pair:
            yield element("div", *pair, class_="pair")


def _draw(reports: Reports, way: str, name: str, *, theme: Theme) -> go.Figure:
    """One curve of all reports."""
    tables = [(run, report["curves"][way]) for run, report in reports]
    if name == "relevance":
        band = ("q25", "q75") if len(reports) == 1 else ("low", "high")
        ideal = _curve("ideal order", tables[0][1]["ideal_relevance"], ())
        return figures.relevance_by_rank([_curve(run, table[name], band) for run, table in tables], ideal, theme=theme)
    found = [_curve(run, table[name], ("low", "high")) for run, table in tables]
    return (figures.recall_by_k if name == "recall" else figures.coherence_by_k)(found, theme=theme)


def _curve(name: str, table: Mapping[str, Sequence[float | None]], band: Sequence[str]) -> Curve:
    """A stored curve; what is null is a gap."""
    edges = [np.array(table[edge], dtype=float) for edge in band if edge in table]
    return Curve(name, np.array(table["k"]), np.array(table["mean"], dtype=float), *edges)
