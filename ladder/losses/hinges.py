"""How the pairs of a near and a far candidate make a query's violation of one rung, and which part each has in it."""

import abc
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ladder.losses.options import Match, Pairs

TEMPERATURE = 0.05  # of what is soft: a quarter of the usual margin of rung 0


class HardPair(NamedTuple):
    """The hard-contrastive pair of each query; every field is a ``(query,)`` tensor.

    Attributes:
        near_index: The least similar near candidate, the first of equals.
        far_index: The most similar far candidate, the first of equals.
        near_similarity: Similarity of the former.
        far_similarity: Similarity of the latter.
        exists: Whether the query has both a near and a far candidate; where not, the four above mean nothing.
    """

    near_index: Tensor
    far_index: Tensor
    near_similarity: Tensor
    far_similarity: Tensor
    exists: Tensor

    def hinge(self, margin: float) -> Tensor:
        """``(query,)``: by how much the pair misses the margin; 0 where there is none."""
        return torch.where(self.exists, F.relu(margin - self.near_similarity + self.far_similarity), 0)


def hard_pair(similarity: Tensor, near: Tensor, far: Tensor) -> HardPair:
    """The least similar near and the most similar far candidate of each query."""
    near_index = similarity.detach().masked_fill(~near, torch.inf).argmin(dim=1)
    far_index = similarity.detach().masked_fill(~far, -torch.inf).argmax(dim=1)
    # Taken from the unmasked table: finite where a set is empty, so that no inf meets another and no gradient is nan.
    near_similarity = similarity.gather(1, near_index[:, None]).squeeze(1)
    far_similarity = similarity.gather(1, far_index[:, None]).squeeze(1)
    return HardPair(near_index, far_index, near_similarity, far_similarity, _exists(near, far))


class Parts(NamedTuple):
    """The pairs that make one query's violation.

    Attributes:
        near: ``(P,)`` int64, the near candidate of each pair; -1 where a constant stands for it.
        far: ``(P,)`` int64, the far one; -1 likewise.
        part: ``(P,)`` float64, what each counts, at least 0, up to a factor that all share.
    """

    near: np.ndarray
    far: np.ndarray
    part: np.ndarray


class Hinge(abc.ABC):
    """A way in which a rung counts the pairs of a query. Those here are compared by their settings.

    Attributes:
        over: What of all pairs the violation is, in a word or two; empty where it is that of one pair.
    """

    over: ClassVar[str] = ""

    @abc.abstractmethod
    def violation(self, similarity: Tensor, near: Tensor, far: Tensor, margin: float) -> Tensor:
        """``(query,)``, at least 0, of ``(query, candidate)`` tables, ``similarity`` being contiguous."""

    @abc.abstractmethod
    def parts(self, similarity: np.ndarray, near: np.ndarray, far: np.ndarray, margin: float) -> Parts:
        """Which pairs make the violation of one query; ``(candidate,)`` each."""


@dataclass(frozen=True)
class Hardest(Hinge):
    r"""The hinge of the hard-contrastive pair: :math:`[\alpha - \min_{i \in near} s_i + \max_{j \in far} s_j]_+`."""

    def violation(self, similarity: Tensor, near: Tensor, far: Tensor, margin: float) -> Tensor:
        """The hinge of one pair."""
        return hard_pair(similarity, near, far).hinge(margin)

    def parts(self, similarity: np.ndarray, near: np.ndarray, far: np.ndarray, margin: float) -> Parts:
        """That pair has all of it."""
        if not near.any() or not far.any():
            return _one_pair()
        return _one_pair(np.where(near, similarity, np.inf).argmin(), np.where(far, similarity, -np.inf).argmax())


@dataclass(frozen=True)
class SumOfAll(Hinge):
    r"""The hinges of all pairs, summed: :math:`\sum_{i, j} [\alpha - s_i + s_j]_+`, in O(n log n) a query.

    With the far candidates in falling order, those that violate a near one's margin come first: how many, by bisection,
    and what they sum to, by prefix sums.
    """

    over: ClassVar[str] = "sum"

    def violation(self, similarity: Tensor, near: Tensor, far: Tensor, margin: float) -> Tensor:
        """The sum."""
        ordered = (-similarity).masked_fill(~far, torch.inf).sort(dim=1).values
        sums = F.pad((-ordered).cumsum(dim=1), (1, 0))  # -inf behind the last far candidate, which no count reaches
        reach = margin - similarity  # near i and far j violate where -s_j < reach_i
        count = torch.searchsorted(ordered.detach(), reach.detach())
        hinges = count * reach + sums.gather(1, count)
        return F.relu(torch.where(near, hinges, 0).sum(dim=1))

    def parts(self, similarity: np.ndarray, near: np.ndarray, far: np.ndarray, margin: float) -> Parts:
        """Each pair that misses the margin has its hinge."""
        uppers, lowers = np.flatnonzero(near), np.flatnonzero(far)
        hinges = margin - similarity[uppers][:, None] + similarity[lowers]
        upper, lower = np.nonzero(hinges > 0)
        return Parts(uppers[upper], lowers[lower], hinges[upper, lower])


@dataclass(frozen=True)
class MeanOfAll(SumOfAll):
    """The hinges of all pairs, averaged."""

    over: ClassVar[str] = "mean"

    def violation(self, similarity: Tensor, near: Tensor, far: Tensor, margin: float) -> Tensor:
        """The mean."""
        pairs = near.sum(dim=1) * far.sum(dim=1)
        return super().violation(similarity, near, far, margin) / pairs.clamp(min=1)


@dataclass(frozen=True)
class Soft(Hinge):
    r"""The log-sum-exp of all pairs and 0, a smooth upper bound of :class:`Hardest`.

    .. math:: \tau \log \Bigl(1 + \sum_{i \in near,\, j \in far} e^{(\alpha - s_i + s_j) / \tau}\Bigr)

    The double sum is a product of two single ones, so that this is O(n) a query. For :math:`\tau \to 0` it is the hinge
    of the hard-contrastive pair; every pair has a share in its gradient, the more the harder it is.
    """

    over: ClassVar[str] = "soft maximum"
    temperature: float = TEMPERATURE

    def violation(self, similarity: Tensor, near: Tensor, far: Tensor, margin: float) -> Tensor:
        """The logarithm."""
        exists = _exists(near, far)[:, None]
        # Where a side is empty all of it counts instead: finite, and masked out below.
        upper = (-similarity / self.temperature).masked_fill(exists & ~near, -torch.inf).logsumexp(dim=1)
        lower = (similarity / self.temperature).masked_fill(exists & ~far, -torch.inf).logsumexp(dim=1)
        smooth = self.temperature * F.softplus(margin / self.temperature + upper + lower)
        return torch.where(exists.squeeze(1), smooth, 0)

    def parts(self, similarity: np.ndarray, near: np.ndarray, far: np.ndarray, margin: float) -> Parts:
        """Each pair has its part in the gradient."""
        uppers, lowers = np.flatnonzero(near), np.flatnonzero(far)
        gaps = similarity[uppers][:, None] - similarity[lowers]
        upper, lower = np.indices(gaps.shape).reshape(2, -1)
        part = np.exp((gaps.min(initial=np.inf) - gaps) / self.temperature)
        return Parts(uppers[upper], lowers[lower], part.ravel())


@dataclass(frozen=True)
class ZeroMasked(Hinge):
    r"""The hardest hinge as the published code computes it, its masks multiplied rather than set to infinity.

    :math:`[\alpha - \min(c, \min_{near} s) + \max(0, \max_{far} s)]_+`, where the 0 takes part if any candidate is
    not far, and c, the ceiling, if any is not near. An empty side is no exception: a ghost rung.
    """

    ceiling: float

    def violation(self, similarity: Tensor, near: Tensor, far: Tensor, margin: float) -> Tensor:
        """The hinge of one pair, either side of which may be a constant."""
        lowest = torch.where(near, similarity, self.ceiling).min(dim=1).values
        highest = torch.where(far, similarity, 0).max(dim=1).values
        return F.relu(margin - lowest + highest)

    def parts(self, similarity: np.ndarray, near: np.ndarray, far: np.ndarray, margin: float) -> Parts:
        """That pair has all of it, the constants being nobody."""
        upper = np.where(near, similarity, self.ceiling).argmin()
        lower = np.where(far, similarity, 0).argmax()
        return _one_pair(upper if near[upper] else -1, lower if far[lower] else -1)


def chosen(word: Match | Pairs, temperature: float | None = None) -> Hinge:
    """What ``match`` or ``pairs`` names; a temperature is read by the soft one alone.

    Example:
        >>> chosen("all"), chosen("soft", 0.1)
        (MeanOfAll(), Soft(temperature=0.1))
    """
    soft = Soft() if temperature is None else Soft(temperature)
    return {"hardest": Hardest(), "all": MeanOfAll(), "soft": soft}[word]


def _exists(near: Tensor, far: Tensor) -> Tensor:
    """(query,): whether a query has both a near and a far candidate."""
    return near.any(dim=1) & far.any(dim=1)


def _one_pair(*pair: np.intp | int) -> Parts:
    """A pair that has all of a violation; none where none is given."""
    near, far = np.array(pair, dtype=np.int64).reshape(2, -1)
    return Parts(near, far, np.ones(len(near)))
