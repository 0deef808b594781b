"""How the pairs of a near and a far candidate of a query make its violation of one rung.

Each takes the tables ``similarity``, ``near`` and ``far``, ``(query, candidate)`` all, and the margin, and gives
``(query,)``, at least 0.
"""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F


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


def hard_pair(similarity: Tensor, near: Tensor, far: Tensor) -> HardPair:
    """The least similar near and the most similar far candidate of each query."""
    near_index = similarity.detach().masked_fill(~near, torch.inf).argmin(dim=1)
    far_index = similarity.detach().masked_fill(~far, -torch.inf).argmax(dim=1)
    # Taken from the unmasked table: finite where a set is empty, so that no inf meets another and no gradient is nan.
    near_similarity = similarity.gather(1, near_index[:, None]).squeeze(1)
    far_similarity = similarity.gather(1, far_index[:, None]).squeeze(1)
    return HardPair(near_index, far_index, near_similarity, far_similarity, _exists(near, far))


def hardest(similarity: Tensor, near: Tensor, far: Tensor, margin: float) -> Tensor:
    r"""The hinge of the hard-contrastive pair: :math:`[\alpha - \min_{i \in near} s_i + \max_{j \in far} s_j]_+`."""
    pair = hard_pair(similarity, near, far)
    return torch.where(pair.exists, F.relu(margin - pair.near_similarity + pair.far_similarity), 0)


def sum_of_all(similarity: Tensor, near: Tensor, far: Tensor, margin: float) -> Tensor:
    r"""The hinges of all pairs, summed: :math:`\sum_{i, j} [\alpha - s_i + s_j]_+`, in O(n log n) a query.

    With the far candidates in falling order, those that violate a near one's margin come first: how many, by bisection,
    and what they sum to, by prefix sums.
    """
    ordered = (-similarity).masked_fill(~far, torch.inf).sort(dim=1).values
    sums = F.pad((-ordered).cumsum(dim=1), (1, 0))  # -inf behind the last far candidate, which no count reaches
    reach = margin - similarity  # near i and far j violate where -s_j < reach_i
    count = torch.searchsorted(ordered.detach(), reach.detach())
    hinges = count * reach + sums.gather(1, count)
    return F.relu(torch.where(near, hinges, 0).sum(dim=1))


def mean_of_all(similarity: Tensor, near: Tensor, far: Tensor, margin: float) -> Tensor:
    """The hinges of all pairs, averaged."""
    pairs = near.sum(dim=1) * far.sum(dim=1)
    return sum_of_all(similarity, near, far, margin) / pairs.clamp(min=1)


def soft(similarity: Tensor, near: Tensor, far: Tensor, margin: float, *, temperature: float) -> Tensor:
    r"""The log-sum-exp of all pairs and 0, a smooth upper bound of :func:`hardest`.

    .. math:: \tau \log \Bigl(1 + \sum_{i \in near,\, j \in far} e^{(\alpha - s_i + s_j) / \tau}\Bigr)

    The double sum is a product of two single ones, so that this is O(n) a query. For :math:`\tau \to 0` it is the hinge
    of the hard-contrastive pair; every pair has a share in its gradient, the more the harder it is.
    """
    exists = _exists(near, far)[:, None]
    # Where a side is empty all of it counts instead: finite, and masked out below.
    upper = (-similarity / temperature).masked_fill(exists & ~near, -torch.inf).logsumexp(dim=1)
    lower = (similarity / temperature).masked_fill(exists & ~far, -torch.inf).logsumexp(dim=1)
    return torch.where(exists.squeeze(1), temperature * F.softplus(margin / temperature + upper + lower), 0)


def zero_masked(similarity: Tensor, near: Tensor, far: Tensor, margin: float, *, ceiling: float) -> Tensor:
    r"""The hardest hinge as the published code computes it, its masks multiplied rather than set to infinity.

    :math:`[\alpha - \min(c, \min_{near} s) + \max(0, \max_{far} s)]_+`, where the 0 takes part if any candidate is
    not far, and c, the ceiling, if any is not near. An empty side is no exception: a ghost rung.
    """
    lowest = torch.where(near, similarity, ceiling).min(dim=1).values
    highest = torch.where(far, similarity, 0).max(dim=1).values
    return F.relu(margin - lowest + highest)


def _exists(near: Tensor, far: Tensor) -> Tensor:
    """(query,): whether a query has both a near and a far candidate."""
    return near.any(dim=1) & far.any(dim=1)
