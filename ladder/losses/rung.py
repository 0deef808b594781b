"""One rung of the ladder: the margin between a near set of candidates and a far one."""

from typing import NamedTuple

from torch import Tensor

from ladder.losses.hinges import Hinge


class Rung(NamedTuple):
    """What one rung asks of each query: every near candidate above every far one by a margin.

    Attributes:
        near: ``(query, candidate)`` boolean.
        far: ``(query, candidate)`` boolean, disjoint from ``near``.
        margin: The gap asked for, in similarity.
        weight: What a violation counts.
        hinge: How the pairs of a near and a far candidate make the violation.
    """

    near: Tensor
    far: Tensor
    margin: float
    weight: float
    hinge: Hinge

    def violation(self, similarity: Tensor) -> Tensor:
        """``(query,)``, at least 0: by how much each query's near candidates fail to stay above its far ones.

        A query without a near or a far candidate has exactly 0, with zero gradient (the published code excepted, see
        :class:`ladder.losses.hinges.ZeroMasked`). ``similarity`` is ``(query, candidate)``, contiguous.
        """
        return self.hinge.violation(similarity, self.near, self.far, self.margin)


def triplet_rung(positive: Tensor, margin: float, weight: float, hinge: Hinge) -> Rung:
    """Rung 0: the positives against all other candidates."""
    return Rung(positive, ~positive, margin, weight, hinge)
