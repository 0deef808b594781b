"""The story: the query that shows the point, and the items that show it, by hand and by laws."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ladder.comparison.side_by_side import telling
from ladder.search.ranking import Ranking

RANKING = Ranking(
    query="a dog", kind="caption", among="images", split="dev", items=np.arange(12), ids=[str(i) for i in range(12)],
    images=np.arange(12), texts=["a dog"] * 12, similarity=np.linspace(0.9, 0.1, 12), relevance=None, levels=None,
    ideal=None, ideal_levels=None, own=np.arange(12) == 0, judged_by="tfidf", unknown_words=[],
)  # fmt: skip
DEGREES = st.sampled_from([0.0, 0.2, 0.4, 0.9])


def samples(query, rank, cs):
    return {"caption_to_image": {"query": np.array(query), "rank": np.array(rank), "cs@100": np.array(cs)}}


def judged(relevance):
    return replace(RANKING, relevance=np.array(relevance))


def test_the_query_gains_most_among_those_that_both_find_first():
    a = samples([7, 8, 9, 10], [0, 0, 0, 3], [0.5, 0.1, 0.2, 0.0])
    b = samples([7, 8, 9, 10], [0, 0, 0, 0], [0.6, 0.4, 0.3, 0.9])
    assert telling.telling_query(a, b) == 8  # +0.3; the fourth gains more, and one run misses its image


def test_where_no_query_is_found_first_the_best_found_are_looked_at():
    a, b = samples([0, 1], [4, 2], [0.1, 0.1]), samples([0, 1], [2, 2], [0.9, 0.2])
    assert telling.telling_query(a, b) == 1


def test_of_one_run_the_query_is_the_least_in_order():
    assert telling.telling_query(samples([0, 1, 2], [0, 0, 5], [0.3, 0.2, 0.0])) == 1


def test_a_query_without_a_score_is_not_told():
    a, b = samples([0, 1], [0, 0], [0.1, np.nan]), samples([0, 1], [0, 0], [0.0, 0.9])
    assert telling.telling_query(a, b) == 0


def test_what_is_misplaced_by_hand():
    relevance = [1.0, 0.5, 0.4, 0.1, 0.4, 0.4, 0.3, 0.3, 0.3, 0.3, 0.2, 0.8]
    assert telling.misplaced(judged(relevance)) == (3, 11)
    assert telling.misplaced(judged([*relevance[:11], 0.5])) == (3, None)  # no better than all, better than no. 4
    assert telling.misplaced(judged([1.0, *np.linspace(0.9, 0.1, 11)])) is None
    assert telling.misplaced(RANKING) is None


@given(st.lists(DEGREES, min_size=12, max_size=12))
def test_what_is_called_misplaced_is(relevance):
    relevance[0] = 1.0
    odd = telling.misplaced(judged(relevance))
    head, tail = relevance[1 : telling.EARLY], relevance[telling.EARLY :]
    assert (odd is None) == (max(tail) <= min(head))
    if odd is not None:
        assert relevance[odd.early] == min(head)
        assert (odd.late is None) == (max(tail) <= max(head))
        assert odd.late is None or relevance[odd.late] > max(head)
