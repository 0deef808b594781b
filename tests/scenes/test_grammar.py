"""Articles, lists and verb forms."""

import pytest

from ladder.scenes.world.grammar import Verb, article, listed, sentence, verb


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("orange kite", "an orange kite"),
        ("umbrella", "an umbrella"),
        ("old windmill", "an old windmill"),
        ("empty bench", "an empty bench"),
        ("inviting room", "an inviting room"),
        ("autumn tree", "an autumn tree"),
        ("hour", "an hour"),
        ("ewe", "a ewe"),
        ("uniform", "a uniform"),
        ("used car", "a used car"),
        ("one-eyed cat", "a one-eyed cat"),
        ("house", "a house"),
        ("yacht", "a yacht"),
    ],
)
def test_the_article_follows_the_sound(words, expected):
    assert article(words) == expected


@pytest.mark.parametrize(
    ("base", "ing", "third"),
    [
        ("glide", "gliding", "glides"),
        ("sit quietly", "sitting quietly", "sits quietly"),
        ("lie curled up", "lying curled up", "lies curled up"),
        ("fly", "flying", "flies"),
        ("play with", "playing with", "plays with"),
        ("race", "racing", "races"),
        ("dash", "dashing", "dashes"),
        ("trot", "trotting", "trots"),
        ("wait", "waiting", "waits"),
        ("doze", "dozing", "dozes"),
        ("park", "parked", "is parked"),
    ],
)
def test_verb_forms(base, ing, third):
    assert (verb(base).ing, verb(base).third) == (ing, third)


def test_a_state_agrees_with_many():
    assert verb("park") == Verb("parked", "is parked", "are parked")


@pytest.mark.parametrize(
    ("parts", "expected"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(parts, expected):
    assert listed(parts) == expected


def test_a_sentence_has_a_capital_and_single_spaces():
    assert sentence("a red  kite over iT") == "A red kite over iT"
