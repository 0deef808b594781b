"""Choices stay within their bounds and follow their weights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladder.scenes.world.dice import BATCH, Dice

seeds = st.integers(0, 2**32 - 1)


class Fixed:
    """A generator that gives these numbers in turn."""

    def __init__(self, *numbers: float) -> None:
        self.numbers = numbers

    def random(self, count: int) -> np.ndarray:
        return np.resize(self.numbers, count)[::-1]  # the last is taken first


@given(seed=seeds, low=st.integers(-3, 3), more=st.integers(0, 3))
def test_whole_numbers_reach_both_ends_and_no_further(seed, low, more):
    dice = Dice(np.random.default_rng(seed))
    drawn = {dice.whole(low, low + more) for _ in range(200)}
    assert drawn == set(range(low, low + more + 1))


@given(seed=seeds, options=st.lists(st.integers(0, 3), min_size=1, max_size=6))
def test_shuffling_keeps_every_option(seed, options):
    assert sorted(Dice(np.random.default_rng(seed)).shuffled(options)) == sorted(options)


@pytest.mark.parametrize(("number", "expected"), [(0.0, "a"), (0.24, "a"), (0.26, "b"), (0.74, "b"), (0.76, "d")])
def test_weights_share_out_the_line(number, expected):
    # weights 1, 2, 0, 1 of 4: a up to 0.25, b up to 0.75, never c
    assert Dice(Fixed(number)).weighted("abcd", (1, 2, 0, 1)) == expected


@pytest.mark.parametrize(("number", "expected"), [(0.29, True), (0.3, False)])
def test_a_chance_is_a_share_of_the_line(number, expected):
    assert Dice(Fixed(number)).chance(0.3) is expected


def test_a_number_is_scaled_to_its_range():
    assert Dice(Fixed(0.25)).number(2.0, 4.0) == 2.5


def test_more_numbers_than_a_batch_do_not_repeat():
    dice = Dice(np.random.default_rng(1))
    assert len({dice.number() for _ in range(3 * BATCH)}) == 3 * BATCH
