"""What a retrieval loss promises; tests/losses/test_contract.py holds every loss to it."""

import abc
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

import torch
from torch import Tensor, nn

from ladder.levels import Levels
from ladder.levels.methods import ByThresholds, LevelMethod
from ladder.losses.measured import BatchLevels, Direction, Measured
from ladder.losses.options import Reduction, check_choice
from ladder.losses.report import BatchReport, direction_report
from ladder.losses.rung import Rung
from ladder.words.directions import DIRECTIONS

ONE_LEVEL = ByThresholds(())


class RetrievalLoss(nn.Module, abc.ABC):
    """Scores the similarities of a batch of images and captions by rungs of margins; lower is better.

    A subclass says how the levels of a query's candidates are found, and which rungs hold them apart. The loss and its
    report both come from the same measures.

    Args:
        reduction: ``sum`` over the queries of each direction, or ``mean``. The two directions are added.

    Attributes:
        name: As written in a run's configuration.
        level_method: How the levels are found; None for a loss without levels, to which all candidates are in one.
        margins: The margin of each rung, rung 0 first, where they are set.
        only_rung_0: Whether nothing but rung 0 is counted, so that a warm-up takes nothing from it.
    """

    name: ClassVar[str]
    level_method: LevelMethod | None = None
    margins: tuple[float, ...] = ()
    only_rung_0: bool = False

    def __init__(self, reduction: Reduction) -> None:
        super().__init__()
        check_choice("reduction", reduction, Reduction)
        self.reduction = reduction

    def forward(
        self,
        similarity: Tensor,
        positive: Tensor,
        relevance: Tensor,
        levels: BatchLevels | None = None,
        *,
        strength: float = 1.0,
    ) -> Tensor:
        """The loss of one batch, both directions added.

        The tables may lie on different devices. Half precision is computed in float32.

        Args:
            similarity: ``(image, caption)``, higher is nearer; gradients flow through this one alone.
            positive: ``(image, caption)`` boolean, the caption is of this image; several in a row or column are
                right, as are none.
            relevance: ``(image, caption)`` in [0, 1]; asymmetric is right. What the positives have in it is not used.
            levels: What :meth:`levels` gave for this very batch, where it was asked before.
            strength: What all but rung 0 is multiplied by: below 1 while a training ramps the rungs in.

        Returns:
            A scalar, at least 0.

        Raises:
            ValueError: If the tables are empty, differ in shape, or are not of these types and ranges.
        """
        levels = self._checked_levels(similarity, positive, relevance, levels)
        return _total([self._measure(one, strength) for one in _directions(similarity, positive, relevance, levels)])

    def explain(
        self,
        similarity: Tensor,
        positive: Tensor,
        relevance: Tensor,
        levels: BatchLevels | None = None,
        *,
        strength: float = 1.0,
    ) -> BatchReport:
        """What :meth:`forward` costs, taken apart by direction, rung and query; same arguments and errors."""
        levels = self._checked_levels(similarity, positive, relevance, levels)
        directions = list(_directions(similarity.detach(), positive, relevance, levels))
        measured = [self._measure(one, strength) for one in directions]
        reports = {
            name: direction_report(name, found, direction, costs)
            for name, found, direction, costs in zip(DIRECTIONS, levels, directions, measured, strict=True)
        }
        return BatchReport(directions=reports, total=float(_total(measured)))

    def intra_modal(
        self,
        similarity: Tensor,
        positive: Tensor,
        relevance: Tensor,
        levels: BatchLevels | None = None,
        *,
        strength: float = 1.0,
    ) -> Tensor:
        r"""What all but rung 0 costs among items of one modality: captions among captions, or images among images.

        The chain holds there too: what is more relevant to an item is nearer to it,

        .. math:: s(q, i) - s(q, j) > \alpha_l, \quad i \in N_l, \; j \in N_{l+1} \cup N_{l+2} \dots

        for a query q and candidates i, j that are all captions, or all images. There is no match to be found, so that
        rung 0 is left out. Each item is a query once.

        Args:
            similarity: ``(item, item)``, symmetric.
            positive: ``(item, item)`` boolean, both belong to the same image; true along the diagonal.
            relevance: ``(item, item)`` in [0, 1], symmetric.
            levels: What :meth:`levels` gave for this very table.
            strength: As of :meth:`forward`.

        Returns:
            A scalar, at least 0; 0 for a loss that is rung 0 alone.

        Raises:
            ValueError: As :meth:`forward`.

        Example:
            >>> from ladder.losses import LadderLoss
            >>> similarity = torch.tensor([[1.0, 0.2, 0.5], [0.2, 1.0, 0.0], [0.5, 0.0, 1.0]])
            >>> relevance = torch.tensor([[1.0, 0.9, 0.1], [0.9, 1.0, 0.1], [0.1, 0.1, 1.0]])
            >>> loss = LadderLoss([0.5], margins=[0.2, 0.0], weights=[1, 1])
            >>> print(f"{loss.intra_modal(similarity, torch.eye(3).bool(), relevance):.1f}")  # 0.5 - 0.2, of the first
            0.3
        """
        levels = self._checked_levels(similarity, positive, relevance, levels)
        items = next(_directions(similarity, positive, relevance, levels))
        return _total([self._measure(items, strength, first=1)])

    def levels(self, positive: Tensor, relevance: Tensor) -> BatchLevels:
        """The levels of the rows and of the columns, on the device of ``relevance``.

        They do not depend on the model, so that they can be found while it is busy with the batch before. Computed
        once where both tables are symmetric.
        """
        positive = positive.to(relevance.device)
        rows = self._levels(relevance, positive)
        if torch.equal(relevance, relevance.T) and torch.equal(positive, positive.T):
            return BatchLevels(rows, rows)
        return BatchLevels(rows, self._levels(relevance.T, positive.T))

    def _levels(self, relevance: Tensor, positive: Tensor) -> Levels:
        """The levels of a (query, candidate) table, 0 at the positives."""
        return with_positives((self.level_method or ONE_LEVEL).find(relevance, ~positive), positive)

    @abc.abstractmethod
    def _rungs(self, direction: Direction) -> list[Rung]:
        """The rungs of one direction."""

    def _list_cost(self, direction: Direction) -> Tensor:
        """``(Q,)``: what each query's list costs as a whole, beside its rungs; nothing by default."""
        return direction.similarity.new_zeros(len(direction.similarity))

    def _checked_levels(
        self, similarity: Tensor, positive: Tensor, relevance: Tensor, levels: BatchLevels | None
    ) -> BatchLevels:
        """The levels of a batch that has been checked."""
        _check_batch(similarity, positive, relevance)
        return self.levels(positive, relevance) if levels is None else levels

    def _measure(self, direction: Direction, strength: float, first: int = 0) -> Measured:
        """What one direction costs, from the first rung that counts."""
        share = 1 / len(direction.similarity) if self.reduction == "mean" else 1.0
        rungs = self._rungs(direction)[first:]
        violations = [rung.violation(direction.similarity) for rung in rungs]
        costs = [
            rung.weight * share * (strength if number else 1) * violation
            for number, (rung, violation) in enumerate(zip(rungs, violations, strict=True), start=first)
        ]
        return Measured(rungs, violations, costs, share * strength * self._list_cost(direction))


def with_positives(levels: Levels, positive: Tensor) -> Levels:
    """Levels with 0 at the positives."""
    return replace(levels, labels=levels.labels.masked_fill(positive, 0))


def _directions(similarity: Tensor, positive: Tensor, relevance: Tensor, levels: BatchLevels) -> Iterator[Direction]:
    """Image to caption, then caption to image, on the device of ``similarity``."""
    if similarity.dtype in (torch.float16, torch.bfloat16):
        similarity = similarity.float()
    positive, relevance = positive.to(similarity.device), relevance.detach().to(similarity.device)
    rows, columns = (part.labels.to(similarity.device) for part in levels)
    yield Direction(similarity.contiguous(), positive, relevance, rows)
    yield Direction(similarity.T.contiguous(), positive.T.contiguous(), relevance.T.contiguous(), columns)


def _total(measured: list[Measured]) -> Tensor:
    """All costs of both directions."""
    return torch.stack([cost.sum() for one in measured for cost in (*one.costs, one.list_cost)]).sum()


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
