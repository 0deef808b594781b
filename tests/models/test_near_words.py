"""The nearest known word: in another form, of near meaning, or with a slip in it; never one that only looks alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladder.models.near_words import GROUPS, SILENT, nearest_word

KNOWN = ("a", "dog", "walks", "house", "party", "armchair", "bench", "fire", "fox", "bicycle", "port", "her", "there")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("dogs", "dog"),
        ("walking", "walks"),
        ("houses", "house"),
        ("parties", "party"),
        ("sofa", "armchair"),
        ("sofas", "armchair"),
        ("stool", "bench"),  # beside it in its group; the armchair is farther
        ("fireworks", "fire"),
        ("wolf", "fox"),
        ("bicylce", "bicycle"),
        ("report", None),  # not the port
        ("their", None),
        ("for", None),
        ("quarterly", None),
        ("xy", None),
    ],
)
def test_what_stands_for_a_word(word, expected):
    assert nearest_word(word, KNOWN) == expected


def test_another_form_goes_before_another_meaning():
    assert nearest_word("sofas", ["sofa", "armchair"]) == "sofa"


def test_of_a_group_the_nearest_counts_and_then_what_follows():
    assert nearest_word("couch", ["sofa", "settee"]) == "settee"
    assert nearest_word("couch", ["sofa", "chair"]) == "sofa"


def test_no_group_says_a_word_twice():
    for group in GROUPS.strip().splitlines():
        words = group.split()
        assert len(words) == len(set(words)) > 1, group


@given(st.text("abdeginorsy", min_size=1, max_size=8), st.sets(st.text("abdeginorsy", min_size=1, max_size=8)))
def test_it_is_a_known_word_or_none(word, known):
    found = nearest_word(word, sorted(known - {word}))
    assert found is None or (found in known and word not in SILENT)
