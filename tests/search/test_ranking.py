"""Rankings: the share of pairs in order, levels and the ideal order, by hand and against plain loops."""

import json
import math
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladder.levels import adaptive_levels
from ladder.search.ranking import LEVEL_COLOURS, Ranking, exact_search, judgement, query_levels, share_in_order

DEGREES = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9])  # few, so that ties happen
DEGREE_LISTS = st.lists(DEGREES, max_size=12)


@st.composite
def galleries(draw):
    """Relevance, own items (of relevance 1), hidden ones (none, or the own), and some found items in any order."""
    relevance = np.array(draw(st.lists(DEGREES, min_size=1, max_size=12)))
    own = np.array(draw(st.lists(st.booleans(), min_size=len(relevance), max_size=len(relevance))))
    relevance[own] = 1
    hidden = own if draw(st.booleans()) else np.zeros_like(own)
    items = draw(st.permutations(np.flatnonzero(~hidden).tolist()))
    return relevance, own, hidden, np.array(items[: draw(st.integers(0, 12))], dtype=np.int64)


def ranking(**changes):
    """Three images found by words that belong to the second."""
    made = Ranking(
        query="a dog", kind="text", among="images", split="dev", items=np.array([4, 0, 2]), ids=["e", "a", "c"],
        images=np.array([4, 0, 2]), texts=["a dog", "dogs", "a cat"], similarity=np.array([0.61234, 0.5, 0.4]),
        relevance=np.array([0.2, 1.0, 0.4]), levels=np.array([2, 0, 1]), ideal=np.array([1.0, 0.4, 0.2]),
        ideal_levels=np.array([0, 1, 2]), own=np.array([False, True, False]), judged_by="tfidf", unknown_words=[],
    )  # fmt: skip
    return replace(made, **changes)


# --- pairs in order --------------------------------------------------------------------------


def test_the_share_of_pairs_in_order_by_hand():
    assert share_in_order(np.array([0.9, 0.5, 0.5, 0.1])) == 1
    assert share_in_order(np.array([0.1, 0.5, 0.5, 0.9])) == 0
    assert share_in_order(np.array([0.5, 0.9, 0.1])) == pytest.approx(2 / 3)
    assert ranking().in_order == pytest.approx(1 / 3)  # only 1.0 before 0.4


@given(DEGREE_LISTS)
def test_the_share_of_pairs_in_order_is_that_of_plain_loops(relevance):
    pairs = [(first, then) for first, then in combinations(relevance, 2) if first != then]
    share = share_in_order(np.array(relevance))
    if pairs:
        assert share == sum(first > then for first, then in pairs) / len(pairs)
    else:
        assert math.isnan(share)


@given(DEGREE_LISTS)
def test_a_list_turned_round_has_the_other_share(relevance):
    share, turned = share_in_order(np.array(relevance)), share_in_order(np.array(relevance)[::-1])
    assert math.isnan(share) == math.isnan(turned)
    assert math.isnan(share) or share + turned == pytest.approx(1)


@given(DEGREE_LISTS)
def test_only_the_order_of_relevance_counts(relevance):
    values = np.array(relevance)
    np.testing.assert_equal(share_in_order(values), share_in_order(values**3 / 2 + 0.1))


def test_without_a_judge_nothing_is_in_order_or_out_of_it():
    assert math.isnan(ranking(relevance=None).in_order)


# --- levels and the ideal order --------------------------------------------------------------


def test_levels_and_the_ideal_order_by_hand():
    relevance = np.array([0.11, 0.9, 1.0, 0.5, 0.12, 0.48])
    own = np.arange(6) == 2
    judged = judgement(relevance, own, np.zeros(6, dtype=bool), items=np.array([3, 2, 0, 1]))
    assert judged["relevance"].tolist() == [0.5, 1.0, 0.11, 0.9]
    assert judged["levels"].tolist() == [2, 0, 3, 1]
    assert judged["ideal"].tolist() == [1.0, 0.9, 0.5, 0.48]
    assert judged["ideal_levels"].tolist() == [0, 1, 2, 2]


def test_an_own_item_that_is_hidden_is_no_part_of_the_ideal_order():
    relevance, own = np.array([0.2, 1.0, 0.9]), np.array([False, True, False])
    judged = judgement(relevance, own, own, items=np.array([0, 2]))
    assert judged["ideal"].tolist() == [0.9, 0.2]
    assert judged["ideal_levels"].tolist() == [1, 1]  # two items are no levels


def test_the_own_item_stands_first_among_equally_relevant_ones():
    own = np.array([False, False, True])
    judged = judgement(np.ones(3), own, np.zeros(3, dtype=bool), items=np.array([0]))
    assert judged["ideal_levels"].tolist() == [0]


@given(galleries())
def test_the_ideal_order_is_that_of_a_plain_sort(gallery):
    relevance, own, hidden, items = gallery
    judged = judgement(relevance, own, hidden, items)
    left = [row for row in range(len(relevance)) if not hidden[row]]
    best = sorted(left, key=lambda row: (not own[row], -relevance[row], row))[: len(items)]
    assert judged["ideal"].tolist() == [relevance[row] for row in best]
    assert judged["relevance"].tolist() == [relevance[row] for row in items]
    assert share_in_order(judged["ideal"]) in (1.0,) or math.isnan(share_in_order(judged["ideal"]))


@given(galleries())
def test_levels_are_those_of_the_other_items_alone(gallery):
    relevance, own, hidden, items = gallery
    judged = judgement(relevance, own, hidden, items)
    others = np.flatnonzero(~own)
    alone = adaptive_levels(relevance[others][None], k_max=LEVEL_COLOURS).labels[0] if len(others) else []
    level = {row: int(label) if relevance[row] > 0 else -1 for row, label in zip(others.tolist(), alone, strict=True)}
    assert judged["levels"].tolist() == [level.get(row, 0) for row in items.tolist()]
    best = np.where(judged["ideal_levels"] < 0, LEVEL_COLOURS + 1, judged["ideal_levels"])
    assert (np.diff(best) >= 0).all()
    assert judged["ideal_levels"].tolist() == [level.get(row, 0) for row in judged["ideal_items"].tolist()]


def test_what_has_no_relevance_is_on_no_level_and_still_finds_the_cuts():
    relevance = np.array([[0.0, 0.9, 0.0, 0.85, 0.0, 0.1]])
    nobody = np.zeros_like(relevance, dtype=bool)
    assert query_levels(relevance, nobody).tolist() == [[-1, 1, -1, 1, -1, 2]]
    assert query_levels(np.zeros((1, 4)), nobody[:, :4]).tolist() == [[-1] * 4]
    assert query_levels(relevance, relevance == 0.9, relevance != 0.85).tolist()[0][:4] == [-1, 0, -1, -1]


@given(galleries())
def test_no_order_holds_more_relevance_than_the_ideal_one(gallery):
    judged = judgement(*gallery)
    assert (np.cumsum(judged["ideal"]) - np.cumsum(judged["relevance"]) >= -1e-9).all()


def test_without_a_judge_there_are_neither_levels_nor_an_ideal_order():
    nobody = np.zeros(3, dtype=bool)
    assert set(judgement(None, nobody, nobody, np.arange(3)).values()) == {None}


# --- nearest ---------------------------------------------------------------------------------


@given(st.lists(st.sampled_from([-1.0, 0.0, 0.5, 1.0]), max_size=9), st.integers(1, 12), st.sets(st.integers(0, 8)))
def test_hidden_rows_are_passed_over(values, k, hidden):
    rows, similarity = exact_search(
        np.array([1.0]), np.array(values).reshape(-1, 1), k, np.array(sorted(hidden), dtype=int)
    )
    left = [row for row in range(len(values)) if row not in hidden]
    expected = sorted(left, key=lambda row: (-values[row], row))[:k]
    assert rows.tolist() == expected
    assert similarity.tolist() == [values[row] for row in expected]


# --- rows ------------------------------------------------------------------------------------


def test_rows_hold_what_stands_at_each_rank():
    first, second, _ = json.loads(json.dumps(ranking().rows()))
    assert first == {
        "rank": 1, "id": "e", "similarity": 0.6123, "relevance": 0.2, "level": 2, "own": False, "caption": "a dog",
    }  # fmt: skip
    assert (second["rank"], second["level"], second["own"]) == (2, 0, True)
    unjudged = ranking(relevance=None, levels=None).rows()
    assert {(row["relevance"], row["level"]) for row in unjudged} == {(None, None)}
