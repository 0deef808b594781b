"""How much a scene shows of what words say: by hand, by its definition in plain loops, and by its laws."""

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from ladder.scenes.format import scene_of
from ladder.scenes.judging import showing
from ladder.scenes.judging.showing import Showing, shown
from ladder.scenes.judging.similarity import scene_similarity
from ladder.scenes.language.reading import Reading, Said, read
from ladder.scenes.world.families import AREAS, FAMILIES
from ladder.scenes.world.graph import Relation, Scene, Thing
from ladder.scenes.world.settings import SETTINGS

DOG, CAT = Thing("dog", "brown", pose="running"), Thing("cat", "white", pose="sitting")
BENCH, KITE = Thing("bench", "red"), Thing("kite", "blue")


def park(*things, relations=(), **about):
    return Scene(**{"setting": "park", "weather": "snow", "time": "day", **about}, things=things, relations=relations)


# By hand: a kind is 50 parts of what is said of a thing, number 10 and colour 20; the content is 64, a place 20.
WORKED = [
    ("a dog in the snow", park(DOG), 1.0),
    ("a pooch in the snow", park(DOG), 1.0),
    ("a dog in the snow", park(BENCH, DOG, KITE), 1.0),  # words need not tell everything
    ("a dog in the snow", park(DOG, weather="fog"), 64 / 84),
    ("a dog in the snow", park(DOG, setting="mountains", weather="clear"), 1.0),  # where it always lies
    ("a dog in the snow", park(DOG, setting="living room"), 64 / 84),  # it snows, but outside
    ("a dog on a snowy day", park(DOG, setting="living room"), 1.0),
    ("a dog in the snow", park(CAT), (64 * 0.4 + 20) / 84),
    ("a dog in the snow", park(BENCH), 20 / 84),
    ("a dog in the snow", park(weather="rain"), 0.0),
    ("a dog", park(replace(DOG, count=2)), 50 / 60),
    ("two dogs", park(replace(DOG, count=3)), 55 / 60),
    ("dogs", park(replace(DOG, count=4)), 1.0),
    ("dog", park(replace(DOG, count=4)), 1.0),
    ("a white dog", park(DOG), 60 / 80),
    ("a puppy", park(DOG), 65 / 70),
    ("a puppy", park(replace(DOG, size="large")), 60 / 70),
    ("a dog sits", park(DOG), 60 / 70),
    ("a white dog", park(CAT), 0.4),  # a relative, white
    ("a boat", park(Thing("rowboat", "red")), 1.0),
    ("an animal", park(CAT), 1.0),
    ("an animal", park(Thing("tree", "pink")), 0.0),
    ("red", park(DOG, BENCH), 1.0),
    ("red", park(DOG, KITE), 0.0),
    ("a dog and a cat", park(DOG, CAT), 1.0),
    ("a dog and a cat", park(CAT), 0.5),  # one to one
    ("a dog and a fox", park(DOG, CAT), 0.7),
    ("a cat on a bench", park(CAT, BENCH, relations=(Relation(0, "on", 1),)), 1.0),
    ("a cat on a bench", park(CAT, BENCH, relations=(Relation(0, "behind", 1),)), 2.5 / 3),
    ("a cat on a bench", park(CAT, BENCH), 2 / 3),
    ("a dog on a bench", park(CAT, BENCH, relations=(Relation(0, "on", 1),)), 1.8 / 3),
    ("the park", park(), 1.0),
    ("the forest", park(), 0.4),
    ("the kitchen", park(), 0.0),
    ("a snowy forest", park(), 0.7),
    ("by night", park(), 0.0),
    ("by day, in the fog", park(), 0.5),
    ("a dog by day, in the fog", park(DOG), 72 / 80),
    ("a unicorn", park(DOG), 0.0),
    ("", park(DOG), 0.0),
]


@pytest.mark.parametrize(("text", "scene", "expected"), WORKED)
def test_worked_by_hand(text, scene, expected):
    assert shown(read(text), scene) == pytest.approx(expected, abs=1e-12)


def kin(one, said, families):
    if not said or one in said:
        return 1.0
    return 0.4 if any(one in members and said & {*members} for members in families.values()) else 0.0


def thing_by_definition(said, thing):
    """What is said of a thing, part after part: its weight, and how much of it is shown."""
    order = ["small", "", "large"]
    steps = min((abs(order.index(size) - order.index(thing.size)) for size in said.sizes), default=2)
    near = 0.5 if any((count > 1) == (thing.count > 1) for count in said.counts) else 0.0
    parts = [
        (50, said.kinds, 1.0),
        (20, said.colours, any(kind in ("", thing.kind) and colour == thing.colour for kind, colour in said.colours)),
        (10, said.poses, thing.pose in said.poses),
        (10, said.sizes, 1 - steps / 2),
        (10, said.counts, 1.0 if thing.count in said.counts else near),
    ]
    weight = sum(weight for weight, about, _ in parts if about)
    return (
        kin(thing.kind, said.kinds, FAMILIES) * sum(weight * share for weight, about, share in parts if about) / weight
    )


def content_by_definition(reading, scene):
    """Things matched by the Hungarian method, and relations."""
    table = np.zeros((len(reading.things), len(scene.things)))
    for i, said in enumerate(reading.things):
        for j, thing in enumerate(scene.things):
            table[i, j] = thing_by_definition(said, thing)
    shared = table[linear_sum_assignment(table, maximize=True)].sum()
    for subject, name, other in reading.relations:
        found = [0.0]
        for one in scene.relations:
            ends = kin(scene.things[one.subject].kind, reading.things[subject].kinds, FAMILIES)
            ends *= kin(scene.things[one.object].kind, reading.things[other].kinds, FAMILIES)
            found.append(ends * (1 if one.name == name else 0.5))
        shared += max(found)
    return shared / (len(reading.things) + len(reading.relations))


def by_definition(reading, scene):
    """The equation in plain loops."""
    parts = [(64, content_by_definition(reading, scene))] if reading.things else []
    place = [kin(scene.setting, reading.settings, AREAS)] if reading.settings else []
    if reading.snow:
        lies = scene.setting == "mountains" or (scene.weather == "snow" and scene.setting not in AREAS["indoors"])
        place.append(("lies" in reading.snow and lies) or ("falls" in reading.snow and scene.weather == "snow"))
    if place:
        parts.append((20, sum(place) / len(place)))
    parts += [(8, scene.time in reading.times)] * bool(reading.times)
    parts += [(8, scene.weather in reading.weathers)] * bool(reading.weathers)
    return sum(weight * share for weight, share in parts) / sum(weight for weight, _ in parts) if parts else 0.0


def some(*values):
    return st.frozensets(st.sampled_from(values), max_size=2)


LAWS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
KINDS = ("dog", "cat", "fox", "kite", "bench")
things = st.builds(
    Thing,
    st.sampled_from(KINDS),
    st.sampled_from(["red", "blue", ""]),
    st.sampled_from(["small", "", "large"]),
    st.integers(1, 4),
    st.sampled_from(["running", "sitting"]),
)
said = st.builds(
    Said,
    some(*KINDS),
    some(("", "red"), ("dog", "blue"), ("cat", "red")),
    some("small", "large"),
    some(1, 2, 3),
    some("running", "sitting"),
).filter(any)


@st.composite
def drawn(draw):
    kept = draw(st.lists(things, max_size=4, unique_by=lambda thing: thing.kind))
    ends = st.integers(0, max(len(kept) - 1, 0))
    relation = st.builds(Relation, ends, st.sampled_from(["on", "beside"]), ends)
    relations = draw(st.lists(relation, max_size=2 if kept else 0))
    setting = draw(st.sampled_from(["park", "farm", "mountains", "living room"]))
    weather, moment = draw(st.sampled_from(["snow", "rain"])), draw(st.sampled_from(["day", "night"]))
    return Scene(setting, weather, moment, tuple(kept), tuple(relations))


@st.composite
def told(draw):
    kept = draw(st.lists(said, max_size=3))
    ends = st.integers(0, max(len(kept) - 1, 0))
    relations = draw(st.lists(st.tuples(ends, st.sampled_from(["on", "beside"]), ends), max_size=2 if kept else 0))
    frames = some("park", "forest", "kitchen"), some("day", "night"), some("snow", "fog"), some("lies", "falls")
    return Reading(tuple(kept), tuple(relations), *(draw(each) for each in frames))


@LAWS
@given(told(), st.lists(drawn(), min_size=1, max_size=3), st.sampled_from([1, 2, 2048]))
def test_it_is_what_its_equation_says(reading, many, block):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(showing, "BLOCK", block)
        degrees = Showing(many).degrees(reading)
    assert degrees.shape == (len(many),) and degrees.dtype == np.float64
    np.testing.assert_allclose(degrees, [by_definition(reading, scene) for scene in many], atol=1e-12)
    assert degrees.min() >= 0 and degrees.max() <= 1


@LAWS
@given(told(), drawn(), st.randoms())
def test_the_order_of_things_does_not_matter(reading, scene, random):
    order = random.sample(range(len(scene.things)), len(scene.things))
    moved = tuple(
        Relation(order.index(one.subject), one.name, order.index(one.object)) for one in reversed(scene.relations)
    )
    other = replace(scene, things=tuple(scene.things[place] for place in order), relations=moved)
    assert shown(reading, other) == shown(reading, scene)
    order = random.sample(range(len(reading.things)), len(reading.things))
    relations = tuple((order.index(subject), name, order.index(end)) for subject, name, end in reading.relations)
    other = reading._replace(things=tuple(reading.things[place] for place in order), relations=relations)
    assert shown(other, scene) == pytest.approx(shown(reading, scene), abs=1e-12)


@LAWS
@given(told(), drawn())
def test_one_more_true_statement_never_lowers_it(reading, scene):
    before = shown(reading, scene)
    truths = {"settings": scene.setting, "times": scene.time, "weathers": scene.weather}
    for part, truth in truths.items():
        if not getattr(reading, part):
            assert shown(reading._replace(**{part: frozenset({truth})}), scene) >= before - 1e-12
    others = [
        thing for thing in scene.things if all(kin(thing.kind, one.kinds, FAMILIES) == 0 for one in reading.things)
    ]
    for thing in others:
        more = Said(frozenset({thing.kind}), counts=frozenset({thing.count}))
        assert shown(reading._replace(things=(*reading.things, more)), scene) >= before - 1e-12


@LAWS
@given(said, things)
def test_one_more_true_attribute_never_lowers_it(said, thing):
    scene, known = park(thing), said.kinds | {thing.kind}
    truths = Said(known, {("", thing.colour)}, {thing.size}, {thing.count}, {thing.pose})
    before = shown(Reading((said._replace(kinds=known),)), scene)
    for part in ("colours", "sizes", "counts", "poses"):
        if not getattr(said, part) and getattr(truths, part) != {""}:
            more = said._replace(kinds=known, **{part: frozenset(getattr(truths, part))})
            assert shown(Reading((more,)), scene) >= before - 1e-12


@LAWS
@given(told(), drawn())
def test_words_need_not_tell_everything(reading, scene):
    for thing in scene.things:
        less = replace(scene, things=tuple(one for one in scene.things if one is not thing), relations=())
        assert shown(reading, scene) >= shown(reading, less) - 1e-12


@LAWS
@given(drawn())
def test_all_that_a_scene_shows_is_shown_whole(scene):
    things = tuple(
        Said(*(frozenset({value} - {""}) for value in (one.kind, ("", one.colour), one.size, one.count, one.pose)))
        for one in scene.things
    )
    relations = tuple((one.subject, one.name, one.object) for one in scene.relations)
    places = ({scene.setting}, {scene.time}, {scene.weather})
    assert shown(Reading(things, relations, *map(frozenset, places)), scene) == 1


def test_it_orders_as_the_similarity_of_scenes_does():
    """Words that tell all of a scene and no more are judged much as the scene itself is."""
    many = [scene_of(f"scene-dev-{number:05d}") for number in range(60)]
    held = Showing(many)
    for scene in many[:10]:
        reading = Reading(
            tuple(Said(frozenset({one.kind}), frozenset({("", one.colour)})) for one in scene.things),
            settings=frozenset({scene.setting}),
            times=frozenset({scene.time}),
            weathers=frozenset({scene.weather}),
        )
        degrees = held.degrees(reading)
        alike = [scene_similarity(scene, other) for other in many]
        assert np.corrcoef(degrees, alike)[0, 1] > 0.85


def test_without_scenes_there_are_no_degrees():
    assert Showing([]).degrees(read("a dog in the snow")).shape == (0,)
    assert Showing([park(), park()]).degrees(read("a dog on a bench")).tolist() == [0, 0]


def test_every_setting_has_its_snow():
    snowy = {name for name in SETTINGS if shown(read("snow"), park(setting=name, weather="clear"))}
    assert snowy == {"mountains"}
    falls = {name for name in SETTINGS if shown(read("snow"), park(setting=name))}
    assert falls == SETTINGS.keys() - {"kitchen", "living room"}


def test_a_text_is_held_against_30000_scenes_at_once(scenes):
    held = Showing(scenes * 15)
    start = time.process_time()
    degrees = held.degrees(read("a white dog and a black cat on a bench by a tree in the rain at night on the beach"))
    assert time.process_time() - start < 0.2
    assert degrees.shape == (30_000,)
