"""A loss taken apart: levels, and per direction, rung and query the hard-contrastive pair and what it cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from torch import Tensor

from ladder.levels import Levels
from ladder.losses.hinges import Hinge, hard_pair
from ladder.losses.measured import Direction, Measured
from ladder.losses.rung import Rung


class PairShares(NamedTuple):
    """The pairs that make the violation of one rung and query, P of them.

    Attributes:
        near: int64, the near candidate of each; -1 where the published code takes a constant for it.
        far: int64, the far candidate of each; -1 likewise.
        violation: float64, the pair's share in the rung's violation.
        cost: float64, its share in the cost.
    """

    near: np.ndarray
    far: np.ndarray
    violation: np.ndarray
    cost: np.ndarray


@dataclass(frozen=True, eq=False)
class RungReport:
    """One rung of one direction: Q queries, C candidates; every array is over the queries.

    Attributes:
        near: ``(Q, C)`` boolean, the candidates that should be above.
        far: ``(Q, C)`` boolean, those that should be below.
        similarity: ``(Q, C)`` float64, the same array for all rungs.
        hinge: How the pairs of a near and a far candidate make the violation.
        near_index: int64, the least similar near candidate (the first of equals); -1 where the rung does not exist.
        far_index: int64, the most similar far candidate (the first of equals); -1 likewise.
        near_similarity: float64, similarity of the former; nan where the rung does not exist.
        far_similarity: float64, similarity of the latter; nan likewise.
        margin_needed: float64, the gap that the rung asks for.
        margin_had: float64, ``near_similarity - far_similarity``; nan where the rung does not exist.
        violation: float64, of this pair, or of all pairs where the loss takes them all.
        cost: float64, what the loss adds up: weighted, and divided by Q where it is a mean.
        active: bool, whether the hard-contrastive pair misses the margin.
        exists: bool, whether the query has both a near and a far candidate. One that does not exist costs 0, save under
            ``compat="published"``: a ghost rung.
    """

    near: np.ndarray
    far: np.ndarray
    similarity: np.ndarray
    hinge: Hinge
    near_index: np.ndarray
    far_index: np.ndarray
    near_similarity: np.ndarray
    far_similarity: np.ndarray
    margin_needed: np.ndarray
    margin_had: np.ndarray
    violation: np.ndarray
    cost: np.ndarray
    active: np.ndarray
    exists: np.ndarray

    def pairs(self, query: int) -> PairShares:
        """The pairs of one query that its violation is made of; their shares add up to it.

        The hard-contrastive pair where it alone counts; where all do, those that miss the margin in proportion to their
        hinges; where the rung is soft, all in proportion to their parts in its gradient.

        Example:
            >>> import torch
            >>> from ladder.losses import TripletLoss
            >>> similarity = torch.tensor([[0.9, 0.8, 0.75, 0.1]], dtype=torch.float64)
            >>> positive = torch.tensor([[True, False, False, False]])
            >>> report = TripletLoss(hardest=False).explain(similarity, positive, torch.ones_like(similarity))
            >>> pairs = report.directions["image_to_caption"].rungs[0].pairs(0)
            >>> pairs.near.tolist(), pairs.far.tolist(), pairs.violation.round(2).tolist()
            ([0, 0], [1, 2], [0.1, 0.05])
        """
        margin = float(self.margin_needed[query])
        near, far, part = self.hinge.parts(self.similarity[query], self.near[query], self.far[query], margin)
        share = part / part.sum() if part.size else part
        return PairShares(near, far, share * self.violation[query], share * self.cost[query])


@dataclass(frozen=True, eq=False)
class DirectionReport:
    """One direction: Q queries, C candidates.

    Attributes:
        name: ``image_to_caption`` or ``caption_to_image``.
        labels: ``(Q, C)`` int64: 0 the positives, 1 … K from most to least relevant.
        k: ``(Q,)`` int64, the number of levels of each query.
        silhouette: ``(Q, k_max + 1)`` float64, mean Silhouette by number of levels; nan where undefined.
        cuts: ``(Q, k_max - 1)`` float64, relevance that parts the levels; nan padded.
        rungs: Rung 0, positives against all else, then a rung below each level but the last.
        list_cost: ``(Q,)`` float64, what a listwise loss costs each query beside the rungs; 0 for all others.
    """

    name: str
    labels: np.ndarray
    k: np.ndarray
    silhouette: np.ndarray
    cuts: np.ndarray
    rungs: tuple[RungReport, ...]
    list_cost: np.ndarray

    @property
    def cost(self) -> np.ndarray:
        """``(Q,)`` float64, what each query adds to the loss."""
        return np.add.reduce([rung.cost for rung in self.rungs], initial=0.0) + self.list_cost

    def row(self) -> dict[str, object]:
        """The direction in plain numbers; see :meth:`BatchReport.rows`."""
        chosen = np.take_along_axis(self.silhouette, self.k[:, None], axis=1)
        levels = range(self.silhouette.shape[1])
        return {
            "direction": self.name,
            "queries": len(self.k),
            "k_histogram": np.bincount(self.k, minlength=len(levels)).tolist(),
            "mean_silhouette": _mean(chosen[~np.isnan(chosen)]),
            "level_sizes": [float((self.labels == level).sum(axis=1).mean()) for level in levels],
            "rung_cost": [float(rung.cost.sum()) for rung in self.rungs],
            "rung_exists": [float(rung.exists.mean()) for rung in self.rungs],
            "rung_active": [_mean(rung.active[rung.exists]) for rung in self.rungs],
            "list_cost": float(self.list_cost.sum()),
        }


@dataclass(frozen=True, eq=False)
class BatchReport:
    """What a loss made of one batch.

    Attributes:
        directions: ``image_to_caption`` and ``caption_to_image``.
        total: The loss, the sum of all costs.
    """

    directions: Mapping[str, DirectionReport]
    total: float

    def rows(self) -> list[dict[str, object]]:
        """What training logs of a batch: a dict of plain numbers for each direction.

        ``direction``, ``queries``; ``k_histogram``, how many queries have 0, 1, 2, … levels; ``mean_silhouette`` of the
        queries' own partitions; ``level_sizes``, candidates a query in level 0 (the positives), 1, …; and for
        each rung ``rung_cost``, ``rung_exists``, the share of queries that have it, and ``rung_active``, the share
        of those that violate it; ``list_cost``, of a listwise loss. A mean over nothing is None.
        """
        return [direction.row() for direction in self.directions.values()]


def direction_report(name: str, levels: Levels, direction: Direction, measured: Measured) -> DirectionReport:
    """One measured direction as arrays."""
    parts = zip(measured.rungs, measured.violations, measured.costs, strict=True)
    similarity = _floats(direction.similarity)
    return DirectionReport(
        name=name,
        labels=levels.labels.cpu().numpy(),
        k=levels.k.cpu().numpy(),
        silhouette=_floats(levels.silhouette),
        cuts=_floats(levels.cuts),
        rungs=tuple(_rung_report(direction.similarity, similarity, *part) for part in parts),
        list_cost=_floats(measured.list_cost),
    )


def _rung_report(
    similarity: Tensor, similarities: np.ndarray, rung: Rung, violation: Tensor, cost: Tensor
) -> RungReport:
    """One measured rung as arrays, with what means nothing taken out."""
    pair = hard_pair(similarity, rung.near, rung.far)
    exists = pair.exists.cpu().numpy()
    near_similarity = np.where(exists, _floats(pair.near_similarity), np.nan)
    far_similarity = np.where(exists, _floats(pair.far_similarity), np.nan)
    return RungReport(
        near=np.array(rung.near.cpu().numpy()),
        far=np.array(rung.far.cpu().numpy()),
        similarity=similarities,
        hinge=rung.hinge,
        near_index=np.where(exists, pair.near_index.cpu().numpy(), -1),
        far_index=np.where(exists, pair.far_index.cpu().numpy(), -1),
        near_similarity=near_similarity,
        far_similarity=far_similarity,
        margin_needed=np.full(len(exists), rung.margin),
        margin_had=near_similarity - far_similarity,
        violation=_floats(violation),
        cost=_floats(cost),
        active=pair.hinge(rung.margin).cpu().numpy() > 0,
        exists=exists,
    )


def _floats(values: Tensor) -> np.ndarray:
    """float64 on the CPU, a copy."""
    return np.array(values.cpu().numpy(), dtype=np.float64)


def _mean(values: np.ndarray) -> float | None:
    """None over nothing."""
    return float(values.mean()) if values.size else None
