"""One rung of the ladder: the margin between a near set of candidates and a far one, and what it costs."""

from typing import Literal, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F


class Rung(NamedTuple):
    """What one rung asks of each query: every near candidate above every far one by a margin.

    Attributes:
        near: ``(query, candidate)`` boolean.
        far: ``(query, candidate)`` boolean, disjoint from ``near``.
        margin: The gap asked for, in similarity.
        weight: What a violation counts.
        pairs: ``hardest``: the violation of a query is that of its hard-contrastive pair; ``mean`` and ``sum``: that of
            all pairs of a near and a far candidate.
    """

    near: Tensor
    far: Tensor
    margin: float
    weight: float
    pairs: Literal["hardest", "mean", "sum"]


class RungCost(NamedTuple):
    """What one rung costs each query; every field is a ``(query,)`` tensor.

    Attributes:
        near_index: The least similar near candidate, the first of equals.
        far_index: The most similar far candidate, the first of equals.
        near_similarity: Similarity of the former.
        far_similarity: Similarity of the latter.
        exists: Whether the query has both a near and a far candidate; where not, the four above mean nothing.
        violation: The hinge, at least 0; 0 where the rung does not exist.
        cost: What the loss adds up: ``violation`` weighted, and reduced over the queries.
    """

    near_index: Tensor
    far_index: Tensor
    near_similarity: Tensor
    far_similarity: Tensor
    exists: Tensor
    violation: Tensor
    cost: Tensor


def rung_cost(similarity: Tensor, rung: Rung, reduction: Literal["sum", "mean"]) -> RungCost:
    r"""By how much each query's near candidates fail to stay above its far ones.

    Hard-contrastive sampling: :math:`[\alpha - \min_{i \in near} s_i + \max_{j \in far} s_j]_+`. A query without a
    near or a far candidate costs exactly 0, with zero gradient.

    Args:
        similarity: ``(query, candidate)``, contiguous.
        rung: The near and the far set, margin, weight and kind of pairs.
        reduction: ``mean`` divides every cost by the number of queries.
    """
    near_index = similarity.detach().masked_fill(~rung.near, torch.inf).argmin(dim=1)
    far_index = similarity.detach().masked_fill(~rung.far, -torch.inf).argmax(dim=1)
    # Taken from the unmasked table: finite where a set is empty, so that no inf meets another and no gradient is nan.
    near_similarity = similarity.gather(1, near_index[:, None]).squeeze(1)
    far_similarity = similarity.gather(1, far_index[:, None]).squeeze(1)
    exists = rung.near.any(dim=1) & rung.far.any(dim=1)
    if rung.pairs == "hardest":
        excess = rung.margin - near_similarity + far_similarity
    else:
        excess = _all_pairs(similarity, rung.near, rung.far, rung.margin)
    if rung.pairs == "mean":
        excess = excess / (rung.near.sum(dim=1) * rung.far.sum(dim=1)).clamp(min=1)
    violation = torch.where(exists, F.relu(excess), 0)
    weight = rung.weight / len(similarity) if reduction == "mean" else rung.weight
    return RungCost(near_index, far_index, near_similarity, far_similarity, exists, violation, weight * violation)


def _all_pairs(similarity: Tensor, near: Tensor, far: Tensor, margin: float) -> Tensor:
    """(query,): the hinges of all pairs, summed; O(n log n) a query.

    With the far candidates in falling order, those that violate a near one's margin come first: how many, by bisection,
    and what they sum to, by prefix sums.
    """
    ordered = (-similarity).masked_fill(~far, torch.inf).sort(dim=1).values
    sums = F.pad((-ordered).cumsum(dim=1), (1, 0))  # -inf behind the last far candidate, which no count reaches
    reach = margin - similarity  # near i and far j violate where -s_j < reach_i
    count = torch.searchsorted(ordered.detach(), reach.detach())
    hinges = count * reach + sums.gather(1, count)
    return torch.where(near, hinges, 0).sum(dim=1)
