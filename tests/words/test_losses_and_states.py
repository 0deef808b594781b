"""Losses, runs and states have one name each, on every page."""

import re

from ladder.losses import ALL
from ladder.words import losses, states
from pages.parts.runs.table import COLOURS
from tests.words.test_directions import spelled


def test_losses_have_names_of_their_own_and_so_has_one_that_is_made_up():
    names = [losses.said(name) for name in (*ALL, "cubic_hinge")]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"the [a-z -]+ loss", name) for name in names)


def test_no_other_module_spells_a_loss():
    names = "|".join(re.escape(losses.said(name)) for name in ALL)
    assert spelled(re.compile(rf"\b({names})\b", re.IGNORECASE)) == []


def test_two_runs_are_told_apart_and_each_keeps_its_name_when_they_change_places():
    for a in (*ALL, "cubic_hinge"):
        for b in (*ALL, "cubic_hinge"):
            first, second = losses.pair(a, b)
            assert first != second
            assert a == b or losses.pair(b, a) == (second, first)


def test_states_differ_and_each_has_a_colour():
    assert len(set(states.SHOWN.values())) == len(states.SHOWN) == len(COLOURS)
