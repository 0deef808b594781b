"""How much of what a gallery could give a ranking has: by hand, in loops, by laws."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ladder.search import quality
from ladder.search.ranking import Ranking, judgement


def ranking(gallery, items, own=()):
    """Items of a gallery of this relevance, in this order; without relevance where the gallery is None."""
    count = len(items)
    judged = judgement(
        None if gallery is None else np.asarray(gallery, dtype=float),
        np.isin(np.arange(len(items if gallery is None else gallery)), own),
        np.zeros(len(items if gallery is None else gallery), dtype=bool),
        np.asarray(items),
    )
    return Ranking(
        query="a cat", kind="text", among="images", split="dev", items=np.asarray(items), ids=["x"] * count,
        images=np.asarray(items), texts=["a cat"] * count, similarity=np.linspace(1, 0, count),
        own=np.isin(items, own), judged_by="scenes", unknown_words=[], **judged,
    )  # fmt: skip


GALLERIES = st.lists(st.sampled_from([0.0, 0.05, 0.3, 0.5, 0.9, 1.0]), min_size=1, max_size=110)


@st.composite
def rankings(draw):
    gallery = draw(GALLERIES)
    return gallery, draw(st.permutations(range(len(gallery))))


def test_the_share_by_hand():
    gallery = [0.0, 0.5, 1.0]
    best = 1 + 0.5 / math.log2(3)
    assert quality.share(ranking(gallery, [2, 1, 0])) == 1
    assert quality.share(ranking(gallery, [1, 2, 0])) == pytest.approx((0.5 + 1 / math.log2(3)) / best)
    assert quality.share(ranking(gallery, [0, 1, 2])) == pytest.approx((0.5 / math.log2(3) + 0.5) / best)


def test_twenty_pictures_without_a_cat_have_nothing_of_it():
    gallery = [0.0] * 100 + [1.0] * 100
    assert quality.share(ranking(gallery, range(100))) == 0
    assert quality.share(ranking(gallery, range(199, -1, -1))) == 1


@given(rankings())
def test_the_share_is_that_of_plain_loops(drawn):
    gallery, order = drawn
    assume(any(gallery))
    found = best = 0.0
    for rank, (item, degree) in enumerate(zip(order, sorted(gallery, reverse=True), strict=True), start=1):
        if rank > quality.DEPTH:
            break
        found += gallery[item] / math.log2(rank + 1)
        best += degree / math.log2(rank + 1)
    assert quality.share(ranking(gallery, order)) == pytest.approx(found / best)


@given(rankings(), st.integers(0, 68))
def test_to_put_the_better_of_two_neighbours_first_never_lessens_the_share(drawn, at):
    gallery, order = drawn
    assume(any(gallery) and at + 1 < len(order))
    turned = [*order[:at], order[at + 1], order[at], *order[at + 2 :]]
    before, after = (quality.share(ranking(gallery, one)) for one in (order, turned))
    rise = gallery[order[at + 1]] - gallery[order[at]]
    assert (after - before) * rise >= -1e-9
    assert 0 <= before <= 1


@given(rankings())
def test_what_lies_below_the_depth_does_not_count(drawn):
    gallery, order = drawn
    turned = [*order[: quality.DEPTH], *order[: quality.DEPTH - 1 : -1]]
    np.testing.assert_equal(quality.share(ranking(gallery, order)), quality.share(ranking(gallery, turned)))


def test_without_a_judge_or_without_relevance_there_is_no_share():
    assert math.isnan(quality.share(ranking(None, [1, 0])))
    assert math.isnan(quality.share(ranking([0.0, 0.0], [1, 0])))
    assert not quality.is_answerable(ranking(None, [1, 0]))


@pytest.mark.parametrize(("relevant", "answerable"), [(2, False), (3, True), (40, True)])
def test_a_gallery_answers_where_its_best_have_some_relevance(relevant, answerable):
    assert quality.is_answerable(ranking([1.0] * relevant + [0.0] * 60, range(50))) is answerable


def test_a_small_gallery_is_measured_whole():
    assert quality.is_answerable(ranking([0.3, 0.0], [1, 0]))
    assert not quality.is_answerable(ranking([0.2, 0.0], [1, 0]))


@given(st.floats(0, 1), st.floats(0, 1))
def test_who_is_better_is_turned_round_with_the_two(first, second):
    other = {"better": "worse", "worse": "better", "equal": "equal"}
    assert quality.better(second, first) == other[quality.better(first, second)]
    assert (quality.better(first, second) == "equal") == (abs(first - second) <= 0.02)
