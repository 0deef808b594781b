"""The split `tail` shows combinations that no other split does, made of parts that they all know well."""

from collections import Counter

import numpy as np
import pytest

from ladder.datasets import open_dataset
from ladder.scenes.composing.tail import WITHHELD, withheld
from ladder.scenes.drawing.palette import COLOURS
from ladder.scenes.format import scene_of
from ladder.scenes.judging.all_pairs import similarity_table
from ladder.scenes.world.graph import Relation, Scene, Thing
from ladder.scenes.world.kinds import KINDS
from ladder.scenes.world.settings import SETTINGS

RELATIONS = {"on", "beside", "behind", "under", "holding"}


def combinations(scene):
    """All that a scene could be withheld for, spelt out again."""
    kinds = [thing.kind for thing in scene.things]
    yield from ((kind, scene.setting) for kind in kinds)
    yield from ((thing.kind, thing.colour) for thing in scene.things)
    yield from ((kinds[one.subject], one.name, kinds[one.object]) for one in scene.relations)


def scenes_of(data, split):
    return data.split(split).pictures.scenes


@pytest.mark.parametrize("split", ["train", "dev", "test"])
def test_no_other_split_shows_a_withheld_combination(data, split):
    shown = {combination for scene in scenes_of(data, split) for combination in combinations(scene)}
    assert not shown & WITHHELD
    assert len(shown) > 300


def test_every_scene_of_the_tail_shows_one(data):
    scenes = scenes_of(data, "tail")
    assert len(scenes) == 300
    for scene in scenes:
        assert withheld(scene) == set(combinations(scene)) & WITHHELD != set()


def test_every_withheld_combination_is_in_the_tail(data):
    shown = Counter(combination for scene in scenes_of(data, "tail") for combination in withheld(scene))
    assert shown.keys() == WITHHELD
    assert min(shown.values()) >= 3


def test_combinations_are_places_relations_and_colours():
    pairs = [combination for combination in WITHHELD if len(combination) == 2]
    assert sum(other in SETTINGS for _, other in pairs) == sum(other in COLOURS for _, other in pairs) == 8
    assert len(WITHHELD) - len(pairs) == 8
    for kind, *_ in WITHHELD:
        assert kind in KINDS


def test_each_part_is_common_in_train(data):
    parts = Counter()
    for scene in scenes_of(data, "train"):
        parts.update({scene.setting, *(one.name for one in scene.relations)})
        parts.update({thing.kind for thing in scene.things} | {thing.colour for thing in scene.things})
    assert all(parts[part] >= 10 for combination in WITHHELD for part in combination)
    assert {part for combination in WITHHELD for part in combination} & RELATIONS == RELATIONS - {"behind"}


def test_nothing_in_the_gallery_is_the_same_as_a_scene_of_the_tail(data):
    nearest = similarity_table(scenes_of(data, "tail"), scenes_of(data, "test")).max(axis=1)
    assert nearest.max() < 1
    assert round(float(np.median(nearest)), 2) == 0.64  # as the guide says: but much is near


def test_what_a_scene_is_withheld_for():
    bird, van = Thing("bird", "red", pose="perching"), Thing("van", "blue")
    on = (Relation(0, "on", 1),)
    assert withheld(Scene("desert", "clear", "day", (bird, van), on)) == {("bird", "on", "van")}
    assert withheld(Scene("desert", "clear", "day", (van, bird), (Relation(1, "on", 0),))) == {("bird", "on", "van")}
    assert withheld(Scene("desert", "clear", "day", (bird, van))) == set()
    horse = Thing("horse", "black")
    assert withheld(Scene("beach", "clear", "day", (horse,))) == {("horse", "beach"), ("horse", "black")}
    assert withheld(Scene("farm", "clear", "day", (Thing("horse", "brown"),))) == set()


def test_other_seeds_withhold_the_same():
    data = open_dataset("scenes,train=400,dev=50,test=50,tail=50,seed=7")
    for split in ("train", "dev", "test"):
        assert not any(withheld(scene) for scene in scenes_of(data, split))
    assert all(withheld(scene) for scene in scenes_of(data, "tail"))


def test_a_scene_of_the_tail_is_known_by_its_name(data):
    tail = data.split("tail")
    assert tail.image_ids[12] == "scene-tail-00012"
    assert scene_of("scene-tail-00012") == tail.pictures.scene(12)
    assert scene_of("scene-tail-00012") != scene_of("scene-tail-00012", seed=1)
