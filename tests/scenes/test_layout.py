"""Things stand inside the picture, on their part of it, and to each other as their relation says."""

import numpy as np
import pytest

from ladder.scenes.composing.layout import lay_out, nearness
from ladder.scenes.world.dice import Dice
from ladder.scenes.world.graph import Relation, Scene, Thing
from ladder.scenes.world.kinds import KINDS
from ladder.scenes.world.settings import SETTINGS


def laid_out(scene: Scene, seed: int = 0):
    return lay_out(scene, Dice(np.random.default_rng(seed)))


def scene_of_two(setting: str, first: Thing, relation: str, second: Thing) -> Scene:
    return Scene(setting, "clear", "day", (first, second), (Relation(0, relation, 1),))


def pair(scene: Scene, seed: int):
    """The pieces of the first and of the second thing."""
    pieces = laid_out(scene, seed)
    return [piece for piece in pieces if piece.thing == 0], [piece for piece in pieces if piece.thing == 1]


def test_every_thing_is_there_as_often_as_it_should(scenes):
    for scene in scenes[:300]:
        pieces = laid_out(scene)
        for index, thing in enumerate(scene.things):
            assert sum(piece.thing == index for piece in pieces) == thing.count


def test_nothing_is_cut_off_by_the_picture(scenes):
    for scene in scenes:
        for piece in laid_out(scene):
            kind = KINDS[scene.things[piece.thing].kind]
            half = kind.wide * piece.scale / 2
            assert half - 0.03 <= piece.x <= 1.03 - half, scene
            assert piece.y - kind.high * piece.scale >= -0.03 and piece.y + kind.low * piece.scale <= 1.0, scene


def test_things_keep_to_their_part_of_the_picture(scenes):
    for scene in scenes:
        bands = SETTINGS[scene.setting].bands
        lone = set(range(len(scene.things))) - {i for one in scene.relations for i in (one.subject, one.object)}
        for piece in laid_out(scene):
            thing = scene.things[piece.thing]
            if piece.thing in lone and thing.pose != "flying" and KINDS[thing.kind].place in ("water", "table", "back"):
                low, high = bands.get(KINDS[thing.kind].place, bands["near"])
                assert low - 0.001 <= piece.y <= high + 0.04, scene


def test_the_farther_comes_first(scenes):
    for scene in scenes[:200]:
        depths = [piece.depth for piece in laid_out(scene)]
        assert depths == sorted(depths)


def test_birds_are_before_and_balloons_behind_what_stands():
    things = (Thing("tree", "green"), Thing("bird", "red", pose="flying"), Thing("hot-air balloon", "blue"))
    for seed in range(8):
        order = [piece.thing for piece in laid_out(Scene("park", "clear", "day", things), seed)]
        assert order == [2, 0, 1]


def test_near_things_are_larger():
    assert nearness(0.6) < nearness(0.75) < nearness(0.9) <= 1.0


def test_sizes_show():
    def scale(size: str) -> float:
        return np.mean(
            [
                laid_out(Scene("park", "clear", "day", (Thing("dog", "brown", size),)), seed)[0].scale
                for seed in range(20)
            ]
        )

    assert scale("small") < 0.85 * scale("") < 0.85 * scale("large")


@pytest.mark.parametrize("seed", range(8))
def test_on_is_above_the_ground_of_the_other(seed):
    (cat,), (bench,) = pair(
        scene_of_two("park", Thing("cat", "grey", pose="sitting"), "on", Thing("bench", "red")), seed
    )
    assert cat.y < bench.y and not cat.ground
    assert bench.y - cat.y == pytest.approx(KINDS["bench"].top[1] * bench.scale)
    assert cat.depth > bench.depth


@pytest.mark.parametrize("seed", range(8))
def test_a_boat_hides_the_legs_of_who_sits_in_it(seed):
    (man,), (boat,) = pair(
        scene_of_two("lake", Thing("man", "red", pose="rowing"), "on", Thing("rowboat", "blue")), seed
    )
    assert man.depth < boat.depth and man.y < boat.y


@pytest.mark.parametrize("seed", range(8))
def test_behind_is_farther_and_half_seen(seed):
    (fox,), (tent,) = pair(scene_of_two("forest", Thing("fox", "orange"), "behind", Thing("tent", "red")), seed)
    assert fox.depth < tent.depth and fox.y < tent.y
    gap = abs(fox.x - tent.x)
    assert gap < (KINDS["fox"].wide * fox.scale + KINDS["tent"].wide * tent.scale) / 2  # partly hidden
    assert gap > KINDS["tent"].wide * tent.scale / 2  # by less than half


@pytest.mark.parametrize("seed", range(8))
def test_under_is_below_the_crown_and_in_front(seed):
    (dog,), (tree,) = pair(scene_of_two("park", Thing("dog", "brown"), "under", Thing("tree", "green")), seed)
    assert abs(dog.x - tree.x) < KINDS["tree"].wide * tree.scale / 2
    assert dog.depth > tree.depth and dog.y > tree.y
    assert tree.scale > 1.2 * dog.scale


@pytest.mark.parametrize("seed", range(8))
def test_beside_touches_without_covering(seed):
    (dog,), (tent,) = pair(scene_of_two("park", Thing("dog", "brown"), "beside", Thing("tent", "red")), seed)
    gap = abs(dog.x - tent.x) - (KINDS["dog"].wide * dog.scale + KINDS["tent"].wide * tent.scale) / 2
    assert 0.0 < gap < 0.05
    assert dog.flip == (dog.x > tent.x)  # it looks at the tent


@pytest.mark.parametrize("kind", ["balloon", "umbrella"])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_held_is_at_the_hand(kind, seed):
    (man,), (held,) = pair(scene_of_two("park", Thing("man", "red"), "holding", Thing(kind, "blue")), seed)
    assert man.holding and not held.ground
    assert held.x - man.x == pytest.approx(20 * man.scale * (-1 if man.flip else 1))
    assert man.y - held.y == pytest.approx(64 * man.scale)


def test_an_empty_scene_has_no_pieces():
    assert laid_out(Scene("beach", "clear", "day", ())) == []
