"""Degrees of relevance and similarity."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.figures import histogram_of_relevance, similarity_against_relevance

grades = st.sampled_from([0.0, 0.25, 0.5, 1.0])
similarities = st.sampled_from([-0.5, 0.0, 0.25, 0.75])
pairs = st.lists(st.tuples(grades, similarities), min_size=2, max_size=30)


def pooled(pairs):
    """The best monotone fit by pooling neighbours that are out of order, in plain loops: relevance to fit."""
    blocks = [[[x], [y for other, y in pairs if other == x]] for x in sorted({x for x, _ in pairs})]
    place = 0
    while place + 1 < len(blocks):
        if np.mean(blocks[place][1]) > np.mean(blocks[place + 1][1]):
            blocks[place] = [blocks[place][0] + blocks[place + 1][0], blocks[place][1] + blocks[place + 1][1]]
            del blocks[place + 1]
            place = max(0, place - 1)
        else:
            place += 1
    return {x: np.mean(block[1]) for block in blocks for x in block[0]}


@settings(max_examples=25, deadline=None)
@given(pairs)
def test_every_pair_is_counted_and_the_fit_is_the_best_monotone_one(pairs):
    relevance, similarity = (np.array(column) for column in zip(*pairs))
    density, fit = similarity_against_relevance(similarity, relevance).data
    assert density.customdata.sum() == len(pairs)
    assert np.isnan(density.z[density.customdata == 0]).all()
    np.testing.assert_allclose(10 ** density.z[density.customdata > 0], density.customdata[density.customdata > 0])
    expected = pooled(pairs)
    for x, y in zip(fit.x, fit.y):
        assert y == pytest.approx(expected[x])


def test_a_pair_lies_in_its_cell():
    density = similarity_against_relevance([[-1.0, 0.0], [1.0, 1.0]], [[0.0, 0.0], [1.0, 1.0]]).data[0]
    row, column = np.argwhere(density.customdata == 2)[0]
    assert density.x[column] == pytest.approx(1, abs=0.02)
    assert density.y[row] == pytest.approx(1, abs=0.04)


@settings(max_examples=25, deadline=None)
@given(st.lists(grades, min_size=1, max_size=50))
def test_the_histogram_is_shares_of_all_pairs(values):
    bars = histogram_of_relevance(values).data[0]
    assert bars.y.sum() == pytest.approx(1)
    for grade in (0.0, 0.25, 0.5, 1.0):
        near = min(int(grade * 50), 49)
        assert bars.y[near] == pytest.approx(values.count(grade) / len(values))
