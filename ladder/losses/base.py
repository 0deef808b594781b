"""What a retrieval loss promises; tests/losses/test_contract.py holds every loss to it."""

import abc
from dataclasses import replace
from typing import ClassVar, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from ladder.levels import Levels
from ladder.losses.options import Reduction, check_choice
from ladder.losses.report import DIRECTIONS, BatchReport, direction_report
from ladder.losses.rung import Rung, RungCost, rung_cost


class RetrievalLoss(nn.Module, abc.ABC):
    """Scores the similarities of a batch of images and captions by rungs of margins; lower is better.

    A subclass says which levels the candidates of a query are in, and which rungs hold them apart. The loss and its
    report both come from :meth:`_measure`.

    Args:
        reduction: ``sum`` over the queries of each direction, or ``mean``. The two directions are added.

    Attributes:
        name: As written in a run's configuration.
    """

    name: ClassVar[str]

    def __init__(self, reduction: Reduction) -> None:
        super().__init__()
        check_choice("reduction", reduction, Reduction)
        self.reduction = reduction

    def forward(self, similarity: Tensor, positive: Tensor, relevance: Tensor) -> Tensor:
        """The loss of one batch, both directions added.

        The tables may lie on different devices. Half precision is computed in float32.

        Args:
            similarity: ``(image, caption)``, higher is nearer; gradients flow through this one alone.
            positive: ``(image, caption)`` boolean, the caption is of this image; several in a row or column are
                right, as are none.
            relevance: ``(image, caption)`` in [0, 1]; asymmetric is right. What the positives have in it is not used.

        Returns:
            A scalar, at least 0.

        Raises:
            ValueError: If the tables are empty, differ in shape, or are not of these types and ranges.
        """
        return _total(self._measure(similarity, positive, relevance))

    def explain(self, similarity: Tensor, positive: Tensor, relevance: Tensor) -> BatchReport:
        """What :meth:`forward` costs, taken apart by direction, rung and query; same arguments and errors."""
        with torch.no_grad():
            measured = self._measure(similarity, positive, relevance)
        directions = {
            name: direction_report(name, direction.levels, direction.rungs, direction.costs)
            for name, direction in zip(DIRECTIONS, measured, strict=True)
        }
        return BatchReport(directions=directions, total=float(_total(measured)))

    @abc.abstractmethod
    def _levels(self, relevance: np.ndarray, candidate: np.ndarray) -> Levels:
        """The levels of a (query, candidate) table; the candidates are those that are not positive."""

    @abc.abstractmethod
    def _rungs(self, labels: Tensor) -> list[Rung]:
        """The rungs of a (query, candidate) table of levels, 0 at the positives."""

    def _measure(self, similarity: Tensor, positive: Tensor, relevance: Tensor) -> list["_Direction"]:
        """Image to caption, then caption to image."""
        _check_batch(similarity, positive, relevance)
        if similarity.dtype in (torch.float16, torch.bfloat16):
            similarity = similarity.float()
        levels = self._both_levels(_to_numpy(relevance), _to_numpy(positive))
        directions = []
        for table, table_levels in zip((similarity.contiguous(), similarity.T.contiguous()), levels, strict=True):
            rungs = self._rungs(torch.from_numpy(table_levels.labels).to(table.device))
            costs = [rung_cost(table, rung, self.reduction) for rung in rungs]
            directions.append(_Direction(table_levels, rungs, costs))
        return directions

    def _both_levels(self, relevance: np.ndarray, positive: np.ndarray) -> tuple[Levels, Levels]:
        """Levels of the rows and of the columns; computed once where both tables are symmetric."""
        rows = self._with_positives(relevance, positive)
        if np.array_equal(relevance, relevance.T) and np.array_equal(positive, positive.T):
            return rows, rows
        return rows, self._with_positives(relevance.T, positive.T)

    def _with_positives(self, relevance: np.ndarray, positive: np.ndarray) -> Levels:
        """Levels with 0 at the positives."""
        levels = self._levels(relevance, ~positive)
        return replace(levels, labels=np.where(positive, 0, levels.labels))


class _Direction(NamedTuple):
    """One direction of a batch, measured."""

    levels: Levels
    rungs: list[Rung]
    costs: list[RungCost]


def _total(directions: list[_Direction]) -> Tensor:
    """All costs of both directions."""
    return torch.stack([cost.cost.sum() for direction in directions for cost in direction.costs]).sum()


def _to_numpy(table: Tensor) -> np.ndarray:
    """On the CPU; bfloat16, which numpy lacks, as float32."""
    table = table.detach().cpu()
    return (table.float() if table.dtype == torch.bfloat16 else table).numpy()


def _check_batch(similarity: Tensor, positive: Tensor, relevance: Tensor) -> None:
    """ValueError unless the three are tables of one shape and of the right types."""
    if similarity.ndim != 2 or not similarity.numel():
        raise ValueError(f"expected a non-empty (image, caption) table, got shape {tuple(similarity.shape)}")
    for name, table in (("positive", positive), ("relevance", relevance)):
        if table.shape != similarity.shape:
            raise ValueError(
                f"`{name}` must have the shape of `similarity`, {tuple(similarity.shape)}, got {tuple(table.shape)}"
            )
    if positive.dtype != torch.bool:
        raise ValueError(f"`positive` must be boolean, got {positive.dtype}")
    if not (similarity.is_floating_point() and relevance.is_floating_point()):
        raise ValueError(f"expected floating-point tables, got {similarity.dtype} and {relevance.dtype}")
