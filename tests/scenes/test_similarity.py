"""The similarity of scenes: by hand, by its definition in plain loops, by an independent matching, and by its laws."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from ladder.scenes.format import scene_of
from ladder.scenes.judging import all_pairs, similarity
from ladder.scenes.judging.all_pairs import similarity_table
from ladder.scenes.judging.similarity import scene_similarity
from ladder.scenes.world.families import AREAS, FAMILIES, FAMILY
from ladder.scenes.world.graph import Relation, Scene, Thing
from ladder.scenes.world.kinds import KINDS
from ladder.scenes.world.settings import SETTINGS
from tests.conftest import ROOT

DOG, CAT = Thing("dog", "brown", pose="running"), Thing("cat", "white", pose="sitting")
BENCH, BALL = Thing("bench", "red"), Thing("ball", "blue")


def beach(*things, relations=(), **about):
    return Scene(**{"setting": "beach", "weather": "clear", "time": "day", **about}, things=things, relations=relations)


# By hand. Two main things weigh 4, a main and a further one 3, two further ones 2, as do two relations.
WORKED = [
    (beach(DOG), beach(replace(DOG, colour="white")), 0.64 * 0.8 + 0.36),
    (beach(DOG), beach(replace(DOG, colour="white", pose="sitting")), 0.64 * 0.7 + 0.36),
    (beach(DOG), beach(replace(DOG, count=2)), 0.64 * 0.9 + 0.36),  # one and several
    (beach(replace(DOG, count=3)), beach(replace(DOG, count=2)), 0.64 * 0.95 + 0.36),
    (beach(replace(DOG, size="small")), beach(replace(DOG, size="large")), 0.64 * 0.9 + 0.36),
    (beach(replace(DOG, size="small")), beach(DOG), 0.64 * 0.95 + 0.36),
    (beach(DOG), beach(CAT), 0.64 * 0.4 * 0.7 + 0.36),  # two animals: colour and pose differ
    (beach(DOG), beach(BENCH), 0.36),
    (beach(DOG), beach(DOG, setting="lake"), 0.64 + 0.2 * 0.4 + 0.16),  # both waterside
    (beach(DOG), beach(DOG, setting="street"), 0.64 + 0.16),
    (beach(DOG), beach(DOG, weather="fog"), 0.64 + 0.2 + 0.08),
    (beach(DOG), beach(DOG, time="night"), 0.64 + 0.2 + 0.08),
    (beach(DOG), beach(BENCH, setting="street", weather="fog", time="night"), 0.0),
    (beach(DOG), beach(DOG, BALL), 0.64 * 4 / (2 + 3) + 0.36),
    (beach(DOG), beach(BALL, DOG), 0.64 * 3 / (2 + 3) + 0.36),  # the main thing of one only
    (beach(DOG, BALL), beach(BALL, DOG), 1.0),
    (beach(DOG, BALL), beach(CAT, DOG), 0.64 * 3 / (3 + 3) + 0.36),  # dog to dog 3, dog to cat only 4 × 0.28
    (
        beach(DOG, BENCH, relations=(Relation(0, "on", 1),)),
        beach(DOG, BENCH, relations=(Relation(0, "behind", 1),)),
        0.64 * (4 + 2 + 1) / (3 + 3 + 1 + 1) + 0.36,
    ),
    (
        beach(DOG, BENCH, relations=(Relation(0, "on", 1),)),
        beach(replace(CAT, colour="brown", pose="running"), BENCH, relations=(Relation(0, "on", 1),)),
        0.64 * (4 * 0.4 + 2 + 2 * 0.4) / 8 + 0.36,
    ),
    (
        beach(DOG, BENCH, relations=(Relation(0, "on", 1),)),
        beach(DOG, BENCH, relations=(Relation(1, "on", 0),)),  # the bench on the dog: nothing of that is shared
        0.64 * 6 / 8 + 0.36,
    ),
    (beach(DOG, BENCH, relations=(Relation(0, "on", 1),)), beach(DOG, BENCH), 0.64 * 6 / 7 + 0.36),
    (beach(), beach(time="night"), 0.92),
    (beach(), beach(DOG), 0.36),
]


@pytest.mark.parametrize(("one", "other", "expected"), WORKED)
def test_worked_by_hand(one, other, expected):
    assert scene_similarity(one, other) == pytest.approx(expected, abs=1e-12)
    assert similarity_table([one], [other]) == pytest.approx(expected, abs=1e-7)


def kin(one, other, families):
    if one == other:
        return 1.0
    return 0.4 if any(one in members and other in members for members in families.values()) else 0.0


def by_definition(one, other):
    """The equation in plain loops, the matching by the Hungarian method."""
    matching = np.zeros((len(one.things), len(other.things)))
    for i, a in enumerate(one.things):
        for j, b in enumerate(other.things):
            alike = 0.5 + 0.2 * (a.colour == b.colour) + 0.1 * (a.pose == b.pose)
            step = abs(["small", "", "large"].index(a.size) - ["small", "", "large"].index(b.size))
            alike += 0.1 * {0: 1, 1: 0.5, 2: 0}[step]
            if a.count == b.count:
                alike += 0.1
            elif min(a.count, b.count) > 1:
                alike += 0.05
            matching[i, j] = ((1 + (i == 0)) + (1 + (j == 0))) * kin(a.kind, b.kind, FAMILIES) * alike
    links = np.zeros((len(one.relations), len(other.relations)))
    for i, p in enumerate(one.relations):
        for j, q in enumerate(other.relations):
            subjects = kin(one.things[p.subject].kind, other.things[q.subject].kind, FAMILIES)
            objects = kin(one.things[p.object].kind, other.things[q.object].kind, FAMILIES)
            links[i, j] = 2 * subjects * objects * (1 if p.name == q.name else 0.5)
    shared = sum(table[linear_sum_assignment(table, maximize=True)].sum() for table in (matching, links))
    weight = sum(len(scene.things) + (len(scene.things) > 0) + len(scene.relations) for scene in (one, other))
    content = shared / weight if weight else 1.0
    frame = 0.2 * kin(one.setting, other.setting, AREAS)
    return 0.64 * content + frame + 0.08 * (one.time == other.time) + 0.08 * (one.weather == other.weather)


things = st.builds(
    Thing,
    st.sampled_from(["dog", "cat", "fox", "ball", "bench", "armchair"]),
    st.sampled_from(["red", "blue", ""]),
    st.sampled_from(["small", "", "large"]),
    st.integers(1, 4),
    st.sampled_from(["running", "sitting"]),
)


@st.composite
def graphs(draw, *, most=4, unique=False):
    kept = draw(st.lists(things, max_size=most, unique_by=(lambda thing: thing.kind) if unique else None))
    ends = st.integers(0, max(len(kept) - 1, 0))
    relation = st.builds(Relation, ends, st.sampled_from(["on", "beside"]), ends)
    relations = draw(st.lists(relation, max_size=2 if len(kept) > 1 else 0))
    frame = [
        draw(st.sampled_from(values)) for values in (["beach", "lake", "street"], ["clear", "fog"], ["day", "dusk"])
    ]
    return Scene(*frame, tuple(kept), tuple(relations))


@given(graphs(), graphs())
def test_it_is_its_definition(one, other):
    assert scene_similarity(one, other) == pytest.approx(by_definition(one, other), abs=1e-12)


def test_it_is_its_definition_on_composed_scenes(scenes):
    pairs = np.random.default_rng(0).integers(0, len(scenes), (2000, 2))
    for one, other in pairs:
        expected = by_definition(scenes[one], scenes[other])
        assert scene_similarity(scenes[one], scenes[other]) == pytest.approx(expected, abs=1e-12)


@given(st.lists(graphs(), max_size=5), st.lists(graphs(), max_size=5))
def test_the_table_is_the_similarity_of_each_pair(rows, columns):
    expected = np.array([[scene_similarity(one, other) for other in columns] for one in rows], dtype=np.float32)
    table = similarity_table(rows, columns)
    assert table.dtype == np.float32
    np.testing.assert_array_equal(table, expected.reshape(len(rows), len(columns)))


@pytest.mark.parametrize("block", [1, 7, 64, 1000])
def test_the_table_of_composed_scenes(scenes, block, monkeypatch):
    monkeypatch.setattr(all_pairs, "BLOCK", block)
    table = similarity_table(scenes[:60], scenes[30:130])
    expected = [[scene_similarity(one, other) for other in scenes[30:130]] for one in scenes[:60]]
    np.testing.assert_array_equal(table, np.array(expected, dtype=np.float32))


@given(graphs(), graphs())
def test_it_is_symmetric_and_within_0_and_1(one, other):
    assert scene_similarity(one, other) == scene_similarity(other, one)
    assert 0 <= scene_similarity(one, other) <= 1


@given(graphs(), st.randoms(use_true_random=False), st.integers(0, 9))
def test_the_same_graph_has_exactly_1_whatever_its_order_and_seed(scene, random, seed):
    order = list(range(len(scene.things)))
    random.shuffle(order)
    relations = tuple(
        Relation(order.index(one.subject), one.name, order.index(one.object)) for one in reversed(scene.relations)
    )
    again = replace(scene, things=tuple(scene.things[place] for place in order), relations=relations, seed=seed)
    assert scene_similarity(scene, again) == scene_similarity(scene, scene) == 1


def test_the_table_is_symmetric_to_the_last_bit(scenes):
    table = similarity_table(scenes[:300], scenes[:300])
    np.testing.assert_array_equal(table, table.T)
    assert (np.diag(table) == 1).all()


OTHERS = {  # for each attribute, any other value
    "colour": lambda was: st.sampled_from(sorted({"red", "blue", "", "green"} - {was})),
    "size": lambda was: st.sampled_from(sorted({"small", "", "large"} - {was})),
    "count": lambda was: st.integers(1, 5).filter(lambda count: count != was),
    "pose": lambda was: st.sampled_from(sorted({"running", "sitting", "standing"} - {was})),
}


@given(st.data(), graphs(unique=True))
def test_each_further_attribute_that_is_changed_lowers_it(data, scene):
    assume(scene.things)
    changes = [(place, name) for place in range(len(scene.things)) for name in OTHERS]
    now, before = scene, 1.0
    for place, name in data.draw(st.permutations(changes))[:6]:
        value = data.draw(OTHERS[name](getattr(scene.things[place], name)))
        changed = replace(now.things[place], **{name: value})
        now = replace(now, things=(*now.things[:place], changed, *now.things[place + 1 :]))
        after = scene_similarity(scene, now)
        assert after < before
        before = after


@given(graphs(), graphs())
def test_what_the_other_does_not_show_never_raises_it(one, other):
    before = scene_similarity(one, other)
    for change in ({"setting": "kitchen"}, {"weather": "rain"}, {"time": "night"}):
        assert scene_similarity(one, replace(other, **change)) <= before
    for place, thing in enumerate(other.things):
        for change in ({"kind": "windmill"}, {"colour": "pink"}, {"pose": "sleeping"}):
            changed = (*other.things[:place], replace(thing, **change), *other.things[place + 1 :])
            assert scene_similarity(one, replace(other, things=changed)) <= before
    for place, relation in enumerate(other.relations):
        changed = (*other.relations[:place], replace(relation, name="under"), *other.relations[place + 1 :])
        assert scene_similarity(one, replace(other, relations=changed)) <= before


@given(graphs(most=3), things)
def test_one_thing_more_lowers_it(scene, thing):
    more = replace(scene, things=(*scene.things, thing))
    assert scene_similarity(scene, more) < 1


@given(graphs(), graphs())
def test_a_stranger_more_never_raises_it(one, other):
    more = replace(other, things=(*other.things, Thing("windmill", "red")))
    assume(other.things)
    assert scene_similarity(one, more) <= scene_similarity(one, other)


@given(graphs())
def test_one_relation_less_lowers_it(scene):
    assume(scene.relations)
    assert scene_similarity(scene, replace(scene, relations=scene.relations[1:])) < 1


def test_the_same_kind_is_matched_before_a_related_one():
    one = beach(replace(DOG, count=2, size="small"), CAT)
    other = beach(Thing("dog", "white", pose="sitting"), Thing("cat", "brown", "small", 2, "running"))
    # dog to dog and cat to cat, though each looks like the other: 4 × 0.55 and 2 × 0.55, of 6
    assert scene_similarity(one, other) == pytest.approx(0.64 * 0.55 + 0.36)


def test_families_name_known_kinds_once():
    kinds = [kind for members in FAMILIES.values() for kind in members]
    settings = [setting for members in AREAS.values() for setting in members]
    assert len(kinds) == len(set(kinds)) and set(kinds) < KINDS.keys()
    assert len(settings) == len(set(settings)) and set(settings) < SETTINGS.keys()
    alone = KINDS.keys() - FAMILY.keys()
    assert not alone & FAMILIES.keys()  # or a kind would be taken for a family


def test_shares_add_up():
    assert similarity.CONTENT + similarity.SETTING + similarity.TIME + similarity.WEATHER == similarity.WHOLE
    of_thing = (similarity.KIND, similarity.COLOUR, similarity.POSE, similarity.SIZE, similarity.COUNT)
    assert sum(of_thing) == similarity.WHOLE
    assert similarity.RELATED < similarity.KIND


def test_degrees_spread(data):
    scenes = data.split("train").pictures.scenes
    table = similarity_table(scenes, scenes)
    others = table[~np.eye(len(table), dtype=bool)]
    shares = np.histogram(others, np.linspace(0, 1, 11))[0] / len(others)
    assert (shares > 1e-6).all() and shares[:2].max() < 0.6
    assert len(np.unique(others)) > 1000
    nearest = np.where(np.eye(len(table), dtype=bool), 0, table).max(axis=1)
    assert np.median(nearest) > 0.7


def test_the_example_of_the_guide(data):
    guide = (ROOT / "docs" / "relevance.md").read_text(encoding="utf-8")
    query = scene_of("scene-test-00736")
    assert "On a clear night, a blue wooden bench with a woman in blue partly behind it in the gardens" in guide
    for name in ("scene-test-00062", "scene-test-00197", "scene-test-00789", "scene-test-00530", "scene-test-00015"):
        captions = data.captions[data.first_caption[row := data.image_ids.index(name)] : data.first_caption[row + 1]]
        degree = f"{scene_similarity(query, scene_of(name)):.2f}"
        assert any(f"| {degree} | *{text[:50]}" in guide for text in captions), name
