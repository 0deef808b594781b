"""What an evaluation found, and by what it was judged."""

import math
from dataclasses import dataclass, field
from typing import Any

from ladder.runs.samples import Samples, view_name


@dataclass(frozen=True)
class Figure:
    """A figure with the 95 % bootstrap interval over images; the ends are None where none was asked for."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Report:
    """What an evaluation found, and by what it was judged.

    Attributes:
        split: The split whose images and captions are the gallery.
        queries: The split that asks; None where it is the same.
        protocol: ``all``, ``ladder2020`` or ``folds``.
        exact_match: ``kept``, or ``hidden`` where every query's own pairs are taken out of its gallery.
        images: How many images are searched.
        captions: How many captions are searched.
        fingerprint: 16 hexadecimal digits that change with any caption that was judged.
        judge: What the first judge of relevance says of itself.
        second: What the second says; None without one.
        same_judge: Whether the first judge is what the model was trained with; None where that is not known.
        figures: By name, see :func:`ladder.evaluation.figure_names`; ``DIRECTION/second/NAME`` by the second judge.
        undefined: The share of queries for which a figure is not defined, by its name.
        curves: By direction and name, ``second/NAME`` by the second judge: lists of equal length, see
            docs/evaluation.md.
        notes: What a reader of the figures should know of the judges.
        cost: Seconds to embed and to evaluate, and queries of both directions a second.
        samples: The value per query of every figure, see :meth:`ladder.runs.RunFolder.samples`.
    """

    split: str
    images: int
    captions: int
    fingerprint: str
    judge: dict[str, Any]
    figures: dict[str, Figure]
    queries: str | None = None
    protocol: str = "all"
    exact_match: str = "kept"
    second: dict[str, Any] | None = None
    same_judge: bool | None = None
    undefined: dict[str, float] = field(default_factory=dict)
    curves: dict[str, dict[str, dict[str, list[float]]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    cost: dict[str, float] = field(default_factory=dict)
    samples: Samples = field(default_factory=dict, repr=False)

    @property
    def view(self) -> str:
        """Its name among the evaluations of its split."""
        named = self.protocol, self.exact_match
        judge = self.judge["name"] if self.same_judge is False else None
        return view_name(self.split, *named, queries=self.queries, judge=judge)

    def values(self) -> dict[str, float]:
        """The figures without their intervals."""
        return {name: figure.value for name, figure in self.figures.items()}

    def as_json(self) -> dict[str, Any]:
        """The report without the samples, fit for JSON: what is not defined is null."""
        whole = {name: value for name, value in vars(self).items() if name != "samples"}
        return whole | {
            "figures": {name: _finite(vars(figure)) for name, figure in self.figures.items()},
            "curves": _finite(self.curves),
        }


def _finite(value: Any) -> Any:
    """Every nan in nested dicts and lists as None."""
    if isinstance(value, dict):
        return {name: _finite(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_finite(part) for part in value]
    return None if isinstance(value, float) and math.isnan(value) else value
