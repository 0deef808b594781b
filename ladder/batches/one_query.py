"""One query of a batch: its candidates by relevance and by similarity, its rungs, and what each pair costs it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ladder.batches.batch import LabBatch
from ladder.batches.lens import Lens

if TYPE_CHECKING:
    from ladder.losses import BatchReport, DirectionReport


@dataclass(frozen=True, eq=False)
class RungOfQuery:
    """One rung as one query has it; all but the last three as :class:`ladder.losses.RungReport` says.

    Attributes:
        number: 0 for the triplet's.
        exists: Whether the query has both a near and a far candidate.
        near: The least similar near candidate; -1 where the rung does not exist.
        far: The most similar far one; -1 likewise.
        near_similarity: Of the former; nan likewise.
        far_similarity: Of the latter; nan likewise.
        needed: The margin asked for.
        had: The margin that is there; nan likewise.
        violation: Of this pair, or of all pairs.
        cost: What it adds to the loss.
        pairs: Pairs of a near and a far candidate.
        misplaced: Those of them where the far one is at least as similar.
        close: Those in order by less than the margin.
    """

    number: int
    exists: bool
    near: int
    far: int
    near_similarity: float
    far_similarity: float
    needed: float
    had: float
    violation: float
    cost: float
    pairs: int
    misplaced: int
    close: int

    @property
    def active(self) -> bool:
        """Whether the margin is missed."""
        return self.exists and self.had < self.needed


@dataclass(frozen=True, eq=False)
class QueryView:
    """One query and its n candidates.

    Attributes:
        query: Its row.
        relevance: ``(n,)``.
        similarity: ``(n,)``.
        labels: ``(n,)`` int: 0 the positives, 1 … K.
        k: How many levels it has.
        silhouette: ``(k_max + 1,)`` by number of levels.
        cuts: ``(k - 1,)`` relevance that parts the levels, descending.
        rungs: Rung 0 first; those beyond its levels do not exist.
        share: ``(n,)`` what the pairs of each candidate cost, whichever side it is on.
        cost: What the query adds to the loss in this direction.
    """

    query: int
    relevance: np.ndarray
    similarity: np.ndarray
    labels: np.ndarray
    k: int
    silhouette: np.ndarray
    cuts: np.ndarray
    rungs: tuple[RungOfQuery, ...]
    share: np.ndarray
    cost: float


def query_view(batch: LabBatch, lens: Lens, report: "BatchReport", direction: str, query: int) -> QueryView:
    """What the report says of one query.

    A rung that takes all pairs has its cost split over them in proportion to their hinges, a soft one in proportion to
    their parts in its gradient; else the hard-contrastive pair has all of it. Each pair adds its part to both its
    candidates.
    """
    similarity, relevance, _ = batch.seen_from(direction)
    part, row = report.directions[direction], similarity[query].astype(np.float64)
    labels = part.labels[query]
    share = np.zeros(len(row))
    rungs = []
    for number in range(len(part.rungs)):
        near, far = near_and_far(labels, number, lens)
        rung, costs = _rung(part, number, query, row, near, far, lens)
        share[near] += costs.sum(axis=1)
        share[far] += costs.sum(axis=0)
        rungs.append(rung)
    cuts = part.cuts[query]
    return QueryView(
        query=query,
        relevance=relevance[query],
        similarity=similarity[query],
        labels=labels,
        k=int(part.k[query]),
        silhouette=part.silhouette[query],
        cuts=cuts[np.isfinite(cuts)],
        rungs=tuple(rungs),
        share=share,
        cost=float(sum(rung.cost for rung in rungs) + part.list_cost[query]),
    )


def near_and_far(labels: np.ndarray, rung: int, lens: Lens) -> tuple[np.ndarray, np.ndarray]:
    """``(n,)`` booleans: whom a rung holds above whom, by the loss's options."""
    own = labels == 0
    if rung == 0 or lens.options.get("form") == "cumulative":
        return own, (labels > rung)
    above = lens.options.get("near") == "above" or lens.options.get("compat")
    return ((labels >= 0) & (labels <= rung) if above else labels == rung), labels > rung


def _rung(
    part: "DirectionReport", number: int, query: int, row: np.ndarray, near: np.ndarray, far: np.ndarray, lens: Lens
) -> tuple[RungOfQuery, np.ndarray]:
    """A rung in plain numbers, and ``(near, far)`` what each of its pairs costs."""
    report = part.rungs[number]
    needed, cost = float(report.margin_needed[query]), float(report.cost[query])
    gaps = row[near][:, None] - row[far][None, :]
    parts = _parts(gaps, needed, number, lens)
    total = parts.sum()
    costs = cost * parts / total if total > 0 else np.zeros_like(parts)
    rung = RungOfQuery(
        number=number,
        exists=bool(report.exists[query]),
        near=int(report.near_index[query]),
        far=int(report.far_index[query]),
        near_similarity=float(report.near_similarity[query]),
        far_similarity=float(report.far_similarity[query]),
        needed=needed,
        had=float(report.margin_had[query]),
        violation=float(report.violation[query]),
        cost=cost,
        pairs=gaps.size,
        misplaced=int(np.count_nonzero(gaps <= 0)),
        close=int(np.count_nonzero((gaps > 0) & (gaps < needed))),
    )
    return rung, costs


def _parts(gaps: np.ndarray, needed: float, rung: int, lens: Lens) -> np.ndarray:
    """``(near, far)`` what each pair counts in its rung, up to a factor."""
    hinges = np.maximum(needed - gaps, 0)
    smallest = gaps.min(initial=np.inf)
    counted = lens.counted(rung)
    if counted == "soft":
        return np.exp((smallest - gaps) / lens.temperature(rung))
    return hinges if counted == "all" else np.where(gaps <= smallest, hinges, 0)
