"""Exact 1-D k-means and Silhouette of many rows at once by torch, on whatever device they lie.

:func:`ladder.levels.partitions.best_partitions` says what is computed. No table is copied to the host; the device is
waited for only to know how long a list of indices is, a few times a block however many rows it has.
"""

import math
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import pad

from ladder.levels.tables import on_host
from ladder.levels.ties import EQUAL_INERTIA, EQUAL_SILHOUETTE, MOST_EQUAL

WAYS = 16  # stops solved at once between two solved ones, and starts tried at once
HOST_BLOCK = 2**13  # values clustered at once, about 0.6 kB each: stays in the processor's cache
DEVICE_BLOCK = 2**16  # elsewhere few and large steps are faster


def best_partitions(ordered: Tensor, k_max: int) -> tuple[Tensor, Tensor]:
    """Of all rows together, in blocks that bound the memory."""
    queries, width = ordered.shape
    cuts = ordered.new_full((queries, k_max + 1, k_max - 1), math.nan)
    silhouette = ordered.new_full((queries, k_max + 1), math.nan)
    if not width:
        return cuts, silhouette
    step = max(1, (HOST_BLOCK if on_host(ordered) else DEVICE_BLOCK) // width)
    # Fresh memory for the two largest tables at every step would cost a third of the time.
    scratch = ordered.new_empty((2, min(step, queries) * 2 * math.ceil(width / WAYS) * WAYS**2))
    for block in (slice(first, first + step) for first in range(0, queries, step)):
        _fill(ordered[block], cuts[block], silhouette[block], scratch)
    return cuts, silhouette


class _Rows(NamedTuple):
    """Q rows of n values, ascending, less their mean; behind a row's last value it is repeated."""

    value: Tensor  # (Q, n)
    sums: Tensor  # (Q, n + 1): of the j lowest values
    size: Tensor  # (Q,): values, the repetitions apart
    first: Tensor  # (Q, n): whether it is the first of equal values, so that a level may start with it
    most: Tensor  # (Q,): levels with a Silhouette
    slack: Tensor  # (Q,): sums of squares that differ by as little are equal


def _fill(ordered: Tensor, cuts: Tensor, silhouette: Tensor, scratch: Tensor) -> None:
    """Writes the results of some rows."""
    k_max = cuts.shape[1] - 1
    rows = _read(ordered)
    number = torch.arange(k_max + 1, device=ordered.device)
    row, k = ((number >= 2) & (number <= rows.most[:, None])).nonzero(as_tuple=True)
    if not len(row):
        return
    pair, ends = _equally_good(rows, _between(rows, k_max, scratch), row, k)
    score = _mean_silhouette(rows, row[pair], ends)
    highest = torch.full_like(row, -math.inf, dtype=score.dtype).scatter_reduce(0, pair, score, "amax")
    place = torch.arange(len(pair), device=pair.device)
    place = torch.where(score >= highest[pair] - EQUAL_SILHOUETTE, place, len(pair))
    best = torch.full_like(row, len(pair)).scatter_reduce(0, pair, place, "amin")

    start = ends[best, 1:-1]
    upper, lower = (ordered[row[:, None], at] for at in (start, (start - 1).clamp(min=0)))
    middle = (upper + lower) / 2
    cut = torch.where(middle > lower, middle, upper)  # adjacent floats have no middle
    cuts[row, k] = torch.where(start > 0, cut, math.nan)
    silhouette[row, k] = score[best]


def _read(ordered: Tensor) -> _Rows:
    """Centres the rows and sums them up."""
    present = ordered.isfinite()
    size = present.sum(1)
    first = present.clone()
    first[:, 1:] &= ordered[:, 1:] != ordered[:, :-1]
    value = torch.where(present, ordered, 0)
    centre = value.sum(1) / size.clamp(min=1)
    value = torch.where(present, value, value.amax(1, keepdim=True)) - centre[:, None]
    slack = EQUAL_INERTIA * torch.where(present, value**2, 0).sum(1)
    most = torch.minimum(first.sum(1), size - 1)
    return _Rows(value, pad(value.cumsum(1), (1, 0)), size, first, most, slack)


def _between(rows: _Rows, k_max: int, scratch: Tensor) -> Tensor:
    """(k_max, Q, n): at [k, q, j] the largest between-level sum of squares of the j lowest values in k levels.

    -inf where there is none, and where no level may start with the value at j.
    """
    n = rows.value.shape[1]
    none = torch.full_like(rows.value, -math.inf)
    none[:, 0] = 0
    one = rows.sums**2 / torch.arange(n + 1, device=none.device).clamp(min=1)
    between = [none, torch.where(rows.first, one[:, :-1], -math.inf)]
    between[1][:, 0] = -math.inf
    for _ in range(2, k_max):
        between.append(torch.where(rows.first, _one_level_more(rows.sums, between[-1], scratch), -math.inf))
    return torch.stack(between)


def _one_level_more(sums: Tensor, between: Tensor, scratch: Tensor) -> Tensor:
    """(Q, n): the largest sum of squares of the j lowest values, from (Q, n) that with a level less.

    The best start of the last level grows with its stop. So the stops at multiples of a large stride are solved first,
    then in ever smaller strides those between two solved ones, whose starts lie between, too: O(n log n) in all.
    """
    n = between.shape[1]
    start, stride = torch.zeros_like(between[:, :1], dtype=torch.int64), 1
    while stride * WAYS < n - 1:
        stride *= WAYS
    while stride > 1:
        worth, first, group = _tries(sums, between, start, stride, scratch)
        most, at = worth.max(3)
        hit = most == _by_group(most, group, start, "amax").gather(1, group[:, :, None].expand_as(most))
        start = _by_group(torch.where(hit, first + at, n), group, start, "amin").flatten(1)[:, : (n - 2) // stride]
        start = pad(start.cummax(1).values, (1, 0))  # of equally good ones rounding may have taken any
        stride //= WAYS
    worth, _, group = _tries(sums, between, start, 1, scratch)
    best = _by_group(worth.amax(3), group, start, "amax").flatten(1)[:, : n - 1]
    return pad(best, (1, 0), value=-math.inf)


def _tries(sums: Tensor, between: Tensor, start: Tensor, stride: int, scratch: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """(Q, slot, stop, start) sums of squares, (Q, slot, 1) the first start of each slot, and (Q, slot) its group.

    A group are the stops at multiples of ``stride`` between two at multiples of WAYS times it, (Q, group) ``start`` is
    that of the lower one. A slot are WAYS starts tried for the stops of a group. The last slot of a group has the same
    starts as the first of the next, so that there are as many slots as blocks of WAYS starts and groups, less one.
    """
    queries, n = between.shape
    device = between.device
    row, within = torch.arange(queries, device=device)[:, None], torch.arange(WAYS, device=device)
    blocks, groups = math.ceil(n / WAYS), start.shape[1]
    slot = torch.arange(blocks + groups - 1, device=device).repeat(queries, 1)
    opening = start[:, 1:] // WAYS + torch.arange(1, groups, device=device)  # slots where a group begins
    group = torch.searchsorted(opening, slot, right=True)
    block = slot - group

    first = WAYS * block[:, :, None]
    stop = stride * (WAYS * group[:, :, None] + 1 + within[: (n - 1) // stride])
    stop = stop.clamp(max=n - 1)  # repeats the last one
    spare = blocks * WAYS - n
    before = pad(between, (0, spare), value=-math.inf).view(queries, blocks, WAYS)[row, block]
    below = pad(sums[:, :n], (0, spare)).view(queries, blocks, WAYS)[row, block]
    shape = (*stop.shape, WAYS)  # (Q, slot, stop, start)
    length, worth = (part[: math.prod(shape)].view(shape) for part in scratch)
    torch.sub(stop.double()[:, :, :, None], (first + within).double()[:, :, None], out=length)
    torch.sub(sums[row[:, :, None], stop][:, :, :, None], below[:, :, None], out=worth)
    worth.square_().div_(length).add_(before[:, :, None])
    return worth.masked_fill_(length <= 0, -math.inf), first, group


def _by_group(table: Tensor, group: Tensor, start: Tensor, reduce: str) -> Tensor:
    """(Q, slot, stop) to (Q, group, stop), with the groups of ``start``."""
    into = table.new_empty((*start.shape, table.shape[2]))
    return into.scatter_reduce(1, group[:, :, None].expand_as(table), table, reduce, include_self=False)


def _equally_good(rows: _Rows, between: Tensor, row: Tensor, k: Tensor) -> tuple[Tensor, Tensor]:
    """(P,) the pair of ``row`` and ``k`` whose partition it is, and (P, k_max + 1) where levels end, then zeros.

    All partitions of least inertia, those of a pair in the order of preference.
    """
    pair, ends = torch.arange(len(row), device=row.device), rows.size[row][:, None]
    place = torch.arange(rows.value.shape[1], device=row.device)
    for level in range(1, len(between)):
        at, end = row[pair], ends[:, -1:]
        below = (k[pair] - level).clamp(min=0)  # with none below, a level starts with the lowest value
        part = rows.sums[at].gather(1, end) - rows.sums[at, :-1]
        worth = between[below, at] + part.square_() / (end - place).clamp(min=1)
        worth = worth.masked_fill_(place >= end.clamp(min=1), -math.inf)
        good = worth >= worth.amax(1, keepdim=True) - rows.slack[at][:, None]
        path, start = good.flip(1).nonzero(as_tuple=True)  # the highest start first
        if len(path) > len(pair):
            group = pair[path]
            kept = torch.arange(len(path), device=path.device) - torch.searchsorted(group, group) < MOST_EQUAL
            path, start = path[kept], start[kept]
        pair, ends = pair[path], torch.cat([ends[path], (len(place) - 1 - start)[:, None]], dim=1)
    return pair, pad(ends, (0, 1))


def _mean_silhouette(rows: _Rows, row: Tensor, ends: Tensor) -> Tensor:
    """(P,): mean Silhouette of the candidates of ``row``; one that is alone in its level counts 0."""
    value, sums = rows.value[row], rows.sums[row]
    place = torch.arange(value.shape[1], device=row.device)
    edges = ends.flip(1).contiguous()  # ascending; zeros first where there are fewer levels than may be
    span, edge_sums = edges.diff(dim=1), sums.gather(1, edges)
    means = torch.where(span > 0, edge_sums.diff(dim=1) / span, -math.inf)
    level = torch.searchsorted(edges, place.repeat(len(row), 1), right=True).clamp(max=span.shape[1]) - 1

    def own(by_level: Tensor) -> Tensor:
        return by_level.gather(1, level)

    others = own(span) - 1
    # The gaps to the values of the same level, summed: to the lower ones, and to the higher ones.
    gaps = value * (2 * place + 1 - own(edges[:, :-1] + edges[:, 1:]))
    gaps += own(edge_sums[:, :-1] + edge_sums[:, 1:]) - (sums[:, :-1] + sums[:, 1:])
    inside = gaps / others.clamp(min=1)
    beside = pad(means, (1, 0), value=-math.inf), pad(means[:, 1:], (0, 1), value=math.inf)
    outside = torch.minimum(value - own(beside[0]), own(beside[1]) - value)
    larger = torch.maximum(inside, outside)
    counted = (others > 0) & (larger > 0) & (place < ends[:, :1])
    return torch.where(counted, (outside - inside) / larger, 0).sum(1) / ends[:, 0]
