"""What words say of a scene: by hand, for the captions of many scenes, and for words that nobody meant."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.scenes.judging.showing import shown
from ladder.scenes.language import lexicon
from ladder.scenes.language.reading import Reading, read
from ladder.scenes.language.vocabulary import tokens, vocabulary
from ladder.scenes.world.families import FAMILIES
from ladder.scenes.world.settings import PEOPLE

SEVERAL, GROUP = {2, 3, 4, 5}, {3, 4, 5}


def things(text):
    """What is said of each thing: its kinds, and whatever else is said, without the kinds that colours are for."""
    found = []
    for said in read(text).things:
        about = {"colours": {colour for _, colour in said.colours}}
        about |= {name: set(getattr(said, name)) for name in ("sizes", "counts", "poses")}
        found.append((set(said.kinds), {name: values for name, values in about.items() if values}))
    return found


def frame(text):
    """What is said of place and moment."""
    return {
        name: set(values) for name, values in read(text)._asdict().items() if values and isinstance(values, frozenset)
    }


ONE = {"counts": {1}}
THINGS = [
    ("a dog", [({"dog"}, ONE)]),
    ("dog", [({"dog"}, {})]),
    ("the pooch", [({"dog"}, {})]),
    ("hounds", [({"dog"}, {"counts": SEVERAL})]),
    ("a puppy", [({"dog"}, {"sizes": {"small"}, "counts": {1}})]),
    ("calves", [({"cow"}, {"sizes": {"small"}, "counts": SEVERAL})]),
    ("sheep", [({"sheep"}, {})]),  # one or many
    ("two sheep", [({"sheep"}, {"counts": {2}})]),
    ("3 hens", [({"hen"}, {"counts": {3}})]),
    ("a pair of deer", [({"deer"}, {"counts": {2}})]),
    ("a few foxes", [({"fox"}, {"counts": GROUP})]),
    ("a flock of birds", [(set(FAMILIES["bird"]), {"counts": GROUP})]),
    ("herd of cows", [({"cow"}, {"counts": GROUP})]),
    ("a boat", [({"sailboat", "rowboat"}, ONE)]),
    ("a lamp", [({"floor lamp", "street lamp"}, ONE)]),
    ("a street lamp", [({"street lamp"}, ONE)]),  # the longest that is known
    ("a hot air balloon", [({"hot-air balloon"}, ONE)]),
    ("a tree", [({"tree", "pine", "palm"}, ONE)]),
    ("a palm tree", [({"palm"}, ONE)]),
    ("animals", [({*FAMILIES["animal"], *FAMILIES["bird"]}, {})]),  # it may be several kinds, one of each
    ("two people", [({*PEOPLE}, {"counts": {2}})]),
    ("a vehicle", [({*FAMILIES["vehicle"]}, ONE)]),
    ("food", [({*FAMILIES["food"]}, {})]),
    ("a drink", [({*FAMILIES["drink"]}, ONE)]),
    ("a cup of coffee", [({"cup"}, ONE)]),
    ("a crimson kite", [({"kite"}, {"colours": {"red"}, "counts": {1}})]),
    ("a gray cat", [({"cat"}, {"colours": {"grey"}, "counts": {1}})]),
    ("a ginger cat", [({"cat"}, {"colours": {"orange"}, "counts": {1}})]),
    ("a ginger dog", [({"dog"}, ONE)]),  # no colour of dogs
    ("an autumnal tree", [({"tree", "pine", "palm"}, {"colours": {"red", "orange", "yellow"}, "counts": {1}})]),
    ("a black and white cow", [({"cow"}, {"colours": {"black"}, "counts": {1}})]),
    ("a black or brown cow", [({"cow"}, {"colours": {"black", "brown"}, "counts": {1}})]),
    ("a large, brown dog", [({"dog"}, {"colours": {"brown"}, "sizes": {"large"}, "counts": {1}})]),
    ("dogs that are brown", [({"dog"}, {"colours": {"brown"}, "counts": SEVERAL})]),
    ("the dog is brown and the cat is white", [({"dog"}, {"colours": {"brown"}}), ({"cat"}, {"colours": {"white"}})]),
    ("dog, brown", [({"dog"}, {"colours": {"brown"}})]),
    ("a woman in blue", [({"woman"}, {"colours": {"blue"}, "counts": {1}})]),
    ("a woman in blue and a dog", [({"woman"}, {"colours": {"blue"}, "counts": {1}}), ({"dog"}, ONE)]),
    ("men wearing red jackets", [({"man"}, {"colours": {"red"}, "counts": SEVERAL})]),
    ("a child dressed in pink", [({"child"}, {"colours": {"pink"}, "counts": {1}})]),
    ("a snowman with a green scarf", [({"snowman"}, {"colours": {"green"}, "counts": {1}})]),
    ("a plant in a red pot", [({"plant", "tree", "pine", "palm", "cactus"}, {"colours": {"red"}, "counts": {1}})]),
    ("a red coat", [({*PEOPLE}, {"colours": {"red"}, "counts": {1}})]),
    ("a man in a green chair", [({"man"}, ONE), ({"armchair"}, {"colours": {"green"}, "counts": {1}})]),
    ("a dog is running", [({"dog"}, {"poses": {"running"}, "counts": {1}})]),
    ("running dogs", [({"dog"}, {"poses": {"running"}, "counts": SEVERAL})]),
    (
        "a sleeping cat and a running dog",
        [({"cat"}, {"poses": {"sleeping"}} | ONE), ({"dog"}, {"poses": {"running"}} | ONE)],
    ),
    (
        "a cat naps and a dog sits",
        [({"cat"}, {"poses": {"sleeping"}} | ONE), ({"dog"}, {"poses": {"sitting", "perching"}} | ONE)],
    ),
    ("a car is standing", [({"car"}, ONE)]),  # cars do nothing
    ("a tractor with big rear wheels", [({"tractor"}, ONE)]),  # a detail: neither it nor something else is big
    ("a dog and another dog that is white", [({"dog"}, {"colours": {"white"}, "counts": {1}})]),  # the same thing
    ("red", [(set(), {"colours": {"red"}})]),
    ("something small, running in the park", [(set(), {"sizes": {"small"}, "poses": {"running"}})]),
    ("a green park with a bench", [({"bench"}, ONE)]),
    ("a small lake with a duck", [({"duck"}, ONE)]),
    ("a brown farm dog", [({"dog"}, {"colours": {"brown"}})]),
    ("On a rainy day, dogs", [({"dog"}, {"counts": SEVERAL})]),
    ("a unicorn", []),
    ("zebras, of all things", []),
]


@pytest.mark.parametrize(("text", "expected"), THINGS)
def test_things_that_words_name(text, expected):
    assert things(text) == expected


FRAMES = [
    ("on the sand", {"settings": {"beach", "desert"}}),
    ("on the sand, by the sea", {"settings": {"beach"}}),  # both
    ("a farm or a harbour", {"settings": {"farm", "harbour"}}),  # either
    ("the woods", {"settings": {"forest"}}),
    ("with a red barn behind", {"settings": {"farm"}}),
    ("near a barn", {"settings": {"farm"}}),
    ("the harbor", {"settings": {"harbour"}}),
    ("over the rooftops", {"settings": {"street"}}),
    ("on the water", {"settings": {"beach", "lake", "harbour"}}),
    ("at sunset", {"times": {"dusk"}, "weathers": {"clear"}}),
    ("at the end of the day", {"times": {"dusk"}}),
    ("a sunlit morning", {"times": {"dawn"}, "weathers": {"clear"}}),
    ("a bright garden", {"settings": {"park"}}),  # vague, unless a name of the lexicon follows
    ("a bright beach", {"settings": {"beach"}, "times": {"day"}, "weathers": {"clear"}}),
    ("a mild evening", {"times": {"dusk"}, "weathers": {"clear"}}),
    ("under the stars", {"times": {"night"}, "weathers": {"clear"}}),
    ("it is raining", {"weathers": {"rain"}}),
    ("rainy", {"weathers": {"rain"}}),
    ("foggy", {"weathers": {"fog"}}),
    ("snow is falling", {"weathers": {"snow"}}),
    ("in the snow", {"snow": {"lies"}}),
    ("a wintry park", {"snow": {"lies"}, "settings": {"park"}}),
    ("on a snowy day", {"snow": {"lies", "falls"}, "times": {"day"}}),
    ("on a snowy slope", {"settings": {"mountains"}}),
    ("a black dog", {}),
    ("hello", {}),
]


@pytest.mark.parametrize(("text", "expected"), FRAMES)
def test_places_and_moments_that_words_name(text, expected):
    assert frame(text) == expected


RELATIONS = [
    ("a cat on a car", {("cat", "on", "car")}),
    ("a cat sleeping on top of a red car", {("cat", "on", "car")}),
    ("a dog in a dinghy", {("dog", "on", "rowboat")}),
    ("a dog in a tent", set()),
    ("a child holds a kite", {("child", "holding", "kite")}),
    ("a child flies a kite", {("child", "holding", "kite")}),
    ("a man rows a dinghy", {("man", "on", "rowboat")}),
    ("a fox next to a bench", {("fox", "beside", "bench")}),
    ("a fox with a bench next to it", {("bench", "beside", "fox")}),
    ("a fox in front of a tent", {("tent", "behind", "fox")}),
    ("a dog in the shade of a palm", {("dog", "under", "palm")}),
    ("a fox and a bench", set()),
    ("a fox on a rainy day with a bench", set()),
    ("a fox on a clear day as a bench stands nearby", set()),
    ("a woman in brown and two dinghies", set()),
    ("on a bench", set()),
    ("a bench on a bench", set()),
]


@pytest.mark.parametrize(("text", "expected"), RELATIONS)
def test_relations_that_words_name(text, expected):
    reading = read(text)
    kinds = [*(min(said.kinds, default="") for said in reading.things)]
    assert {(kinds[subject], name, kinds[other]) for subject, name, other in reading.relations} == expected


def test_every_noun_of_the_lexicon_names_its_kind():
    for table in (lexicon.NOUNS, lexicon.YOUNG):
        for kind, nouns in table.items():
            for one, more in nouns:
                for form in (one, more):
                    (said,) = read(form).things
                    assert kind in said.kinds, form
                    assert said.sizes == ({"small"} if table is lexicon.YOUNG else set())


def test_every_shade_of_the_lexicon_is_a_colour():
    for (kind, colour), shades in lexicon.OWN_SHADES.items():
        for shade in shades:
            (said,) = read(f"{shade} {lexicon.NOUNS[kind][0][0]}").things
            assert said.colours & {("", colour), (kind, colour)}, (shade, kind)
    for colour, shades in lexicon.SHADES.items():
        for shade in shades:
            (said,) = read(f"a {shade} motorcar").things
            assert said.colours >= {("", colour)} and {known for _, known in said.colours} == {colour}


def test_captions_are_shown_by_their_own_scenes(described):
    degrees = [shown(read(caption), scene) for scene, captions in described[:400] for caption in captions]
    assert len(degrees) == 2000
    assert sum(degree >= 0.9 for degree in degrees) >= 0.999 * len(degrees)
    assert sum(degree == 1 for degree in degrees) >= 0.998 * len(degrees)


def test_captions_say_something_of_things(described):
    assert all(read(caption).things for _, captions in described[:400] for caption in captions)


@pytest.mark.parametrize("text", ["", " ", ".", "\0", "<script>alert(1)</script>", "ﬁsh 犬 собака", "٣ ٣", "-" * 50])
def test_words_without_meaning_say_nothing(text):
    assert read(text) == Reading()


def test_letters_hyphens_and_marks_do_not_matter():
    assert read("A HOT-AIR BALLOON, at Sunset!") == read("a hot air balloon at sunset")
    assert tokens("Two dogs; gray?") == ["two", "dogs", ".", "grey", "."]


def test_long_texts_are_read_in_part_and_at_once():
    begin = "a dog in the snow " + "x " * 990
    start = time.process_time()
    for text in (
        begin + "and a cat",
        "a " * 5_000_000,
        "on the a in of " * 100_000,
        "dog on a cat " * 100_000,
        "a" * 5_000_000,
    ):
        read(text)
    assert time.process_time() - start < 1
    assert read(begin + "and a cat") == read("a dog in the snow")


WORDS = sorted({word for phrase in vocabulary() for word in phrase} | {"it", "is", "and", "with", "that", "zebra", "."})


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text())
def test_whatever_is_written_is_read(text):
    reading = read(text)
    assert len({said.kinds for said in reading.things}) == len(reading.things)  # no kind twice
    for subject, _, other in reading.relations:
        assert subject != other and max(subject, other) < len(reading.things)
    assert read(text + " zebra") == reading
