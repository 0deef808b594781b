"""One query of a batch: its candidates by relevance and by similarity, its rungs, and what each pair costs it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ladder.batches.looking import Look
    from ladder.losses import DirectionReport, RungReport


@dataclass(frozen=True, eq=False)
class RungOfQuery:
    """One rung as one query has it; all but the last three as :class:`ladder.losses.RungReport` says.

    Attributes:
        number: 0 for the triplet's.
        anchored: Whether its near candidates are the query's own, as those of rung 0 are.
        exists: Whether the query has both a near and a far candidate.
        near: The least similar near candidate; -1 where the rung does not exist.
        far: The most similar far one; -1 likewise.
        near_similarity: Of the former; nan likewise.
        far_similarity: Of the latter; nan likewise.
        needed: The margin asked for.
        had: The margin that is there; nan likewise.
        violation: Of this pair, or of all pairs.
        over: What of all pairs it is; empty where it is of this one, see :class:`ladder.losses.hinges.Hinge`.
        cost: What it adds to the loss.
        pairs: Pairs of a near and a far candidate.
        misplaced: Those of them where the far one is at least as similar.
        close: Those in order by less than the margin.
    """

    number: int
    anchored: bool
    exists: bool
    near: int
    far: int
    near_similarity: float
    far_similarity: float
    needed: float
    had: float
    violation: float
    over: str
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


def query_view(look: "Look", direction: str, query: int) -> QueryView:
    """What a loss says of one query of a batch. Each pair adds its part of the cost to both its candidates."""
    similarity, relevance, _ = look.batch.seen_from(direction)
    part = look.report.directions[direction]
    cuts = part.cuts[query]
    return QueryView(
        query=query,
        relevance=relevance[query],
        similarity=similarity[query],
        labels=part.labels[query],
        k=int(part.k[query]),
        silhouette=part.silhouette[query],
        cuts=cuts[np.isfinite(cuts)],
        rungs=tuple(_rung(part, number, query) for number in range(len(part.rungs))),
        share=_shares(part.rungs, query),
        cost=float(part.cost[query]),
    )


def _rung(part: "DirectionReport", number: int, query: int) -> RungOfQuery:
    """A rung in plain numbers."""
    report = part.rungs[number]
    needed, row = float(report.margin_needed[query]), report.similarity[query]
    gaps = row[report.near[query]][:, None] - row[report.far[query]]
    return RungOfQuery(
        number=number,
        anchored=np.array_equal(report.near, part.rungs[0].near),
        exists=bool(report.exists[query]),
        near=int(report.near_index[query]),
        far=int(report.far_index[query]),
        near_similarity=float(report.near_similarity[query]),
        far_similarity=float(report.far_similarity[query]),
        needed=needed,
        had=float(report.margin_had[query]),
        violation=float(report.violation[query]),
        over=report.hinge.over,
        cost=float(report.cost[query]),
        pairs=gaps.size,
        misplaced=int(np.count_nonzero(gaps <= 0)),
        close=int(np.count_nonzero((gaps > 0) & (gaps < needed))),
    )


def _shares(rungs: tuple["RungReport", ...], query: int) -> np.ndarray:
    """``(n,)``: what the pairs of each candidate cost; of the constants in a published rung nobody."""
    share = np.zeros(rungs[0].near.shape[1])
    for rung in rungs:
        pairs = rung.pairs(query)
        for side in (pairs.near, pairs.far):
            np.add.at(share, side[side >= 0], pairs.cost[side >= 0])
    return share
