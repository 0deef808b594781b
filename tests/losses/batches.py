"""Batches to try losses on, and the losses by their definition in plain loops."""

import math

import numpy as np
import torch
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tests.levels import reference


def random_batch(generator, images=4, captions=6, dtype=torch.float64):
    """Real-valued similarity, captions dealt to images by turns, relevance in [0, 1] that is 1 at the positives."""
    similarity = 2 * torch.rand(images, captions, generator=generator, dtype=dtype) - 1
    positive = torch.arange(captions) % images == torch.arange(images)[:, None]
    relevance = torch.rand(images, captions, generator=generator, dtype=dtype).masked_fill(positive, 1)
    return similarity, positive, relevance


def to_batch(similarity, positive, relevance):
    return (
        torch.tensor(similarity, dtype=torch.float64),
        torch.tensor(positive),
        torch.tensor(relevance, dtype=torch.float64),
    )


def tied_batches():
    """All in tenths, so that ties happen; several positives in a row or column, one, or none; any shape."""
    shapes = st.tuples(st.integers(1, 5), st.integers(1, 6))
    return shapes.flatmap(
        lambda shape: st.tuples(
            hnp.arrays(np.int64, shape, elements=st.integers(-10, 10)).map(lambda table: table / 10),
            hnp.arrays(bool, shape, elements=st.sampled_from([True, False, False, False])),
            hnp.arrays(np.int64, shape, elements=st.integers(0, 10)).map(lambda table: table / 10),
        )
    ).map(lambda tables: to_batch(*tables))


def squares():
    """Square batches in tenths; the diagonal positive and of any relevance."""

    def batch(drawn):
        size, similarity, relevance = drawn
        table = (np.reshape(part, (size, size)) / 10 for part in (similarity, relevance))
        similarity, relevance = table
        return to_batch(similarity, np.eye(size, dtype=bool), relevance)

    return st.integers(1, 6).flatmap(
        lambda size: st.tuples(
            st.just(size),
            st.lists(st.integers(-10, 10), min_size=size**2, max_size=size**2),
            st.lists(st.integers(0, 10), min_size=size**2, max_size=size**2),
        ).map(batch)
    )


def threshold_labels(thresholds):
    """Levels of a (query, candidate) table by thresholds; -1 at the positives."""

    def labels(relevance, positive):
        return [
            [-1 if is_positive else 1 + sum(value < least for least in thresholds) for value, is_positive in zip(*row)]
            for row in zip(relevance.tolist(), positive.tolist())
        ]

    return labels


def adaptive_labels(scope, **options):
    """Levels of a (query, candidate) table by clustering; -1 at the positives."""

    def labels(relevance, positive):
        candidate = (~positive).tolist()
        if scope == "batch":
            return reference.batch_labels(relevance.tolist(), candidate, **options).tolist()
        return [reference.row_labels(*row, **options) for row in zip(relevance.tolist(), candidate)]

    return labels


def loss_by_definition(
    batch,
    labels_of,
    margins,
    weights,
    match="hardest",
    pairs="hardest",
    near="level",
    form="chain",
    reduction="sum",
    temperature=None,
    match_temperature=None,
):
    """The sum over directions, queries and rungs, by trying every pair of a near and a far candidate."""
    total = 0.0
    for flip in (False, True):
        similarity, positive, relevance = (part.T if flip else part for part in batch)
        labels = labels_of(relevance, positive)
        for query, scores in enumerate(similarity.tolist()):
            level = [0 if one else label for one, label in zip(positive[query].tolist(), labels[query])]
            for rung, weight in enumerate(weights):
                excesses = rung_excesses(scores, level, rung, margins, near, form)
                if not excesses:
                    continue
                counted, tau = (pairs, temperature) if rung else (match, match_temperature)
                if counted == "soft":
                    violation = tau * math.log1p(sum(math.exp(one / tau) for one in excesses))
                elif counted == "all":
                    violation = sum(max(0.0, one) for one in excesses) / len(excesses)
                else:
                    violation = max(0.0, *excesses)
                total += weight * violation / (len(similarity) if reduction == "mean" else 1)
    return total


def rung_excesses(scores, level, rung, margins, near, form):
    """By how much every near and far candidate of one query miss the margin; level 0 are the positives."""
    margin = sum(margins[: rung + 1]) if form == "cumulative" else margins[rung]
    lowest = 0 if form == "cumulative" else rung
    highest = lowest if near == "level" or form == "cumulative" else 0
    near_scores = [score for score, own in zip(scores, level) if highest <= own <= lowest]
    far_scores = [score for score, own in zip(scores, level) if own > rung]
    return [margin - upper + lower for upper in near_scores for lower in far_scores]
