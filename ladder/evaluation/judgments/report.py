"""How far a model and a relevance provider agree with people, and on what that rests."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

import numpy as np

from ladder.evaluation import Figure
from ladder.evaluation.judgments.matching import LeftOut
from ladder.evaluation.judgments.record import JudgedPair, Judgments, PairKind
from ladder.metrics.agreement import Agreement, kendall_tau_b, kendall_tau_c, pearson_r, spearman_rho

ALL, WITHOUT_OWN = "all", "without_own"
MEASURES: dict[PairKind, tuple[str, ...]] = {
    "image-caption": ("tau_c", "tau_b"),
    "caption-caption": ("pearson", "spearman", "tau_b"),
}


@dataclass(frozen=True)
class AgreementReport:
    """How far scores agree with people.

    Attributes:
        file: The file of judgments.
        format: Its format.
        kind: ``image-caption`` or ``caption-caption``.
        pairs: How many pairs were used.
        judgments: How many single judgments these have.
        own: How many of the pairs belong to one image.
        groups: How many images they are of; of pairs of captions, as many as pairs. Intervals are over these.
        figures: ``WHO/PAIRS/MEASURE``. WHO is ``model`` or ``relevance``; PAIRS is ``all`` and, where some are own,
            ``without_own``. Of images with captions ``tau_c`` is against every single judgment, ``tau_b`` against the
            judges' mean; of two captions ``pearson``, ``spearman`` and ``tau_b`` are against the mean. In [-1, 1], nan
            where a side is constant.
        relevance: What the relevance provider says of itself; None where it cannot judge these pairs.
        left_out: The pairs that were not used, and why.
        notes: What else a reader of the figures should know.
    """

    file: str
    format: str
    kind: PairKind
    pairs: int
    judgments: int
    own: int
    groups: int
    figures: dict[str, Figure]
    relevance: dict[str, Any] | None
    left_out: LeftOut = field(default_factory=LeftOut)
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The report, fit for JSON: what is not defined is null."""
        figures = {
            name: {end: None if value is None or math.isnan(value) else value for end, value in vars(figure).items()}
            for name, figure in self.figures.items()
        }
        return vars(self) | {"figures": figures, "left_out": self.left_out.as_json()}


def report(
    judgments: Judgments,
    pairs: Sequence[JudgedPair],
    scores: Mapping[str, np.ndarray],
    *,
    image: np.ndarray | None = None,
    own: np.ndarray | None = None,
    relevance: dict[str, Any] | None = None,
    left_out: LeftOut | None = None,
    notes: Sequence[str] = (),
) -> AgreementReport:
    """Holds scores of pairs against what people said of them.

    Args:
        judgments: Where the pairs are from.
        pairs: Those that were scored.
        scores: By who gave them, ``(pair,)`` each, higher is nearer.
        image: ``(pair,)`` int, the image of each pair of an image with a caption.
        own: ``(pair,)`` bool, whether a pair belongs to one image; by default none does.
        relevance: As of the report.
        left_out: As of the report.
        notes: As of the report.
    """
    group = np.arange(len(pairs)) if image is None else image
    own = np.zeros(len(pairs), dtype=bool) if own is None else own
    subsets = {ALL: np.ones(len(pairs), dtype=bool)} | ({WITHOUT_OWN: ~own} if own.any() else {})
    figures: dict[str, Figure] = {}
    for who, values in scores.items():
        for subset, inside in subsets.items():
            some = list(compress(pairs, inside))
            for measure in MEASURES[judgments.kind]:
                agreement = _agreement(measure, values[inside], some, group[inside])
                figures[f"{who}/{subset}/{measure}"] = Figure(*agreement)
    return AgreementReport(
        file=str(judgments.path),
        format=judgments.format,
        kind=judgments.kind,
        pairs=len(pairs),
        judgments=sum(len(pair.scores) for pair in pairs),
        own=int(own.sum()),
        groups=len(np.unique(group)),
        figures=figures,
        relevance=relevance,
        left_out=left_out or LeftOut(),
        notes=list(notes),
    )


def _agreement(measure: str, scores: np.ndarray, pairs: Sequence[JudgedPair], group: np.ndarray) -> Agreement:
    """One figure; tau-c takes every single judgment with the score of its pair."""
    if measure == "tau_c":
        times = [len(pair.scores) for pair in pairs]
        people = np.array([score for pair in pairs for score in pair.scores])
        return kendall_tau_c(np.repeat(scores, times), people, np.repeat(group, times))
    people = np.array([pair.mean for pair in pairs])
    if measure == "tau_b":
        return kendall_tau_b(scores, people, group)
    return (spearman_rho if measure == "spearman" else pearson_r)(scores, people)
