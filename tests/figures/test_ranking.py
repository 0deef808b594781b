"""Figures of one query's ranking."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.figures import LIGHT, RankedQuery, inversions, ribbon, staircase

quick = settings(max_examples=25, deadline=None)
labels = st.lists(st.integers(-1, 4), min_size=1, max_size=30)


@quick
@given(labels)
def test_inversions_by_definition(found):
    def worse(one, other):
        return (one == -1 and other != -1) or (other != -1 and one > other)

    expected = [sum(worse(found[i], found[j]) for i in range(j)) for j in range(len(found))]
    assert inversions(found).tolist() == expected


@quick
@given(labels)
def test_the_ideal_order_has_no_inversions(found):
    assert inversions(sorted(found, key=lambda label: (label < 0, label))).sum() == 0


@quick
@given(st.permutations(range(1, 9)))
def test_inversions_of_a_permutation_are_its_transposition_distance(order):
    found, swaps = list(order), 0
    for end in range(len(found), 1, -1):  # bubble sort
        for place in range(end - 1):
            if found[place] > found[place + 1]:
                found[place], found[place + 1] = found[place + 1], found[place]
                swaps += 1
    assert inversions(order).sum() == swaps


def test_staircase_draws_each_ranking_against_the_ideal():
    a = RankedQuery("A", [0.1, 0.5, 0.3], own=[True, False, False], texts=["x", "y", "z"])
    b = RankedQuery("B", [0.5, 0.3, 0.1])
    figure = staircase([a, b], [0.6, 0.5, 0.3])
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert [trace.y.tolist() for trace in lines] == [[0.1, 0.5, 0.3], [0.6, 0.5, 0.3], [0.5, 0.3, 0.1], [0.6, 0.5, 0.3]]
    assert all(trace.x.tolist() == [1, 2, 3] for trace in lines)
    assert [trace.line.color for trace in lines[::2]] == [LIGHT.first, LIGHT.second]
    assert [trace.fill for trace in lines] == [None, "tonexty", None, "tonexty"]
    assert lines[0].customdata == ("<br>x", "<br>y", "<br>z")
    assert lines[2].customdata is None
    star = next(trace for trace in figure.data if trace.mode == "markers")
    assert star.marker.symbol == "star"
    assert star.x.tolist() == [1]


def test_the_scale_of_a_staircase_is_that_of_all_but_the_own_pair():
    figure = staircase([RankedQuery("A", [1.0, 0.31, 0.2], own=[True, False, False])], [1.0, 0.35, 0.3])
    assert figure.layout.yaxis.range == (0, 0.4)
    star = next(trace for trace in figure.data if trace.mode == "markers")
    assert 0.3 < star.y[0] < 0.4
    assert staircase([RankedQuery("A", [1.0, 1.0])], [1.0, 1.0]).layout.yaxis.range == (0, 1.0)
    assert staircase([RankedQuery("A", [0.0, 0.0])], [0.0, 0.0]).layout.yaxis.range == (0, 0.2)


@quick
@given(labels)
def test_every_rank_has_one_tile_of_its_level_in_each_ribbon(found):
    best = sorted(found, key=lambda label: (label < 0, label))
    figure = ribbon(found, best)
    assert figure.data[0].y.tolist() == inversions(found).tolist()
    names = {0: "own pair", -1: "not relevant"}
    for base, row in ((1.1, found), (0.0, best)):
        tiles = {int(x): trace.name for trace in figure.data[1:] if trace.base == base for x in trace.x}
        assert [tiles[rank] for rank in range(1, len(row) + 1)] == [names.get(label, f"level {label}") for label in row]


def test_levels_keep_their_order_of_colours():
    for levels in (1, 3, 5, 8):
        colours = [LIGHT.level(label, levels) for label in range(1, levels + 1)]
        assert len(set(colours)) == levels
    assert LIGHT.level(1, 5) == LIGHT.levels[0]
    assert LIGHT.level(0, 5) == LIGHT.own
    assert LIGHT.level(-1, 5) == LIGHT.unlevelled
    assert np.unique([LIGHT.level(2, 3), LIGHT.level(2, 5)]).size == 1
