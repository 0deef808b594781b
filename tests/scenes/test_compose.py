"""Scenes are plausible; the rules stand here a second time, by hand."""

from collections import Counter

import numpy as np
import pytest

from ladder.scenes.composing.compose import compose
from ladder.scenes.drawing.palette import COLOURS
from ladder.scenes.drawing.things import DRAWINGS
from ladder.scenes.world.dice import Dice
from ladder.scenes.world.kinds import KINDS
from ladder.scenes.world.settings import SETTINGS, TIMES, WEATHERS

TABLE = {"cup", "teapot", "cake", "fruit bowl", "vase", "books", "candle", "bread"}
FURNITURE = {"armchair", "floor lamp", "guitar", "plant"}
WHERE = {  # setting: the kinds that it alone may have
    "kitchen": TABLE,
    "living room": FURNITURE,
    "desert": {"camel", "cactus"},
    "farm": {"tractor", "hen"},
    "beach": {"sandcastle", "parasol", "lighthouse"},
    "street": {"bus"},
    "farm or meadow": {"cow", "sheep"},
    "beach or lake or harbour": {"sailboat"},
    "lake or harbour": {"rowboat", "duck"},
    "street or desert": {"car"},
    "beach or desert": {"palm"},
    "mountains or forest": {"bear"},
}
INDOORS = {"kitchen", "living room"}


def of_kind(scene, kind):
    return [thing for thing in scene.things if thing.kind == kind]


def test_the_same_numbers_make_the_same_scene():
    assert compose(Dice(np.random.default_rng(7))) == compose(Dice(np.random.default_rng(7)))
    assert compose(Dice(np.random.default_rng(7))) != compose(Dice(np.random.default_rng(8)))


def test_every_part_is_known(scenes):
    for scene in scenes:
        assert scene.setting in SETTINGS and scene.time in TIMES and scene.weather in WEATHERS
        for thing in scene.things:
            kind = KINDS[thing.kind]
            assert thing.colour in (kind.colours or ("",)) and thing.size in ("", "small", "large")
            assert 1 <= thing.count <= kind.most
            assert not thing.size or (kind.sizes and thing.count == 1)
        for relation in scene.relations:
            assert relation.name in ("on", "beside", "behind", "under", "holding")
            assert {relation.subject, relation.object} == {0, 1}


def test_everything_that_can_happen_happens(scenes):
    assert {scene.setting for scene in scenes} == SETTINGS.keys()
    assert {thing.kind for scene in scenes for thing in scene.things} == KINDS.keys() == DRAWINGS.keys()
    assert {relation.name for scene in scenes for relation in scene.relations} == {
        "on", "beside", "behind", "under", "holding",
    }  # fmt: skip
    for setting in SETTINGS:
        here = [scene for scene in scenes if scene.setting == setting]
        assert {scene.time for scene in here} == set(TIMES)
        assert {scene.weather for scene in here} == set(SETTINGS[setting].weathers)
    assert {thing.colour for scene in scenes for thing in scene.things} == {"", *COLOURS}
    assert Counter(len(scene.things) for scene in scenes).keys() == {1, 2, 3, 4}


def test_no_kind_occurs_twice_in_a_scene(scenes):
    for scene in scenes:
        assert len({thing.kind for thing in scene.things}) == len(scene.things)


@pytest.mark.parametrize("settings", WHERE)
def test_a_kind_keeps_to_where_it_belongs(scenes, settings):
    for kind in WHERE[settings]:
        assert {scene.setting for scene in scenes if of_kind(scene, kind)} == set(settings.split(" or "))


def test_indoors_there_is_nothing_from_outdoors(scenes):
    for scene in scenes:
        kinds = {thing.kind for thing in scene.things}
        if scene.setting == "kitchen":
            assert kinds <= TABLE | {"cat"}
        if scene.setting == "living room":
            assert kinds <= FURNITURE | {"cat", "dog", "woman", "man", "child", "balloon"}


def test_weather_fits_the_setting(scenes):
    for scene in scenes:
        assert not (scene.weather == "snow" and scene.setting in ("beach", "meadow", "desert"))
        assert not (scene.weather == "rain" and scene.setting in ("desert", "mountains"))
        assert not (scene.weather == "fog" and scene.setting in INDOORS)


def test_things_fit_the_weather_and_the_time(scenes):
    for scene in scenes:
        wet = scene.weather in ("rain", "snow") and scene.setting not in INDOORS
        kinds = {thing.kind for thing in scene.things}
        assert not ("umbrella" in kinds and not wet)
        assert not (wet and kinds & {"kite", "balloon", "hot-air balloon", "campfire", "parasol", "sandcastle", "ball"})
        assert not (scene.time == "night" and kinds & {"kite", "hot-air balloon", "bird", "parasol", "hen"})
        assert not (scene.weather == "fog" and kinds & {"kite", "hot-air balloon"})


def test_snowmen_stand_where_snow_lies(scenes):
    places = {(scene.setting, scene.weather) for scene in scenes if of_kind(scene, "snowman")}
    assert {setting for setting, _ in places} == {"mountains", "lake", "farm", "park"}
    assert all(setting == "mountains" or weather == "snow" for setting, weather in places)


def test_what_is_held_is_held_by_someone(scenes):
    for scene in scenes:
        held = {scene.things[one.object].kind for one in scene.relations if one.name == "holding"}
        assert held <= {"umbrella", "balloon", "kite"}
        assert {thing.kind for thing in scene.things} & {"umbrella", "balloon"} <= held
        for one in scene.relations:
            if one.name == "holding":
                assert scene.things[one.subject].kind in ("woman", "man", "child")


def test_what_is_on_something_is_alone_and_at_rest(scenes):
    for scene in scenes:
        upon = [scene.things[one.subject] for one in scene.relations if one.name == "on"]
        for thing in upon:
            assert thing.count == 1 and thing.pose in ("sitting", "sleeping", "perching", "rowing", "")
        for one in scene.relations:
            if one.name == "on":
                assert scene.things[one.object].count == 1 and KINDS[scene.things[one.object].kind].top is not None
        for thing in scene.things:
            assert thing.pose != "perching" or thing in upon


def test_people_in_a_boat_row(scenes):
    seen = 0
    for scene in scenes:
        aboard = {
            one.subject for one in scene.relations if scene.things[one.object].kind == "rowboat" and one.name == "on"
        }
        for index, thing in enumerate(scene.things):
            if thing.kind in ("woman", "man", "child"):
                seen += index in aboard
                assert (thing.pose == "rowing") == (index in aboard)
    assert seen > 10


def test_few_stand_together_beside_another(scenes):
    pairs = [
        (scene.things[one.subject].count, scene.things[one.object].count) for scene in scenes for one in scene.relations
    ]
    assert {first for first, _ in pairs} == {1, 2, 3}
    assert {second for _, second in pairs} == {1}


def test_in_a_street_only_vehicles_are_on_the_road(scenes):
    road = {"car", "van", "bus"}
    for scene in scenes:
        for one in scene.relations:
            pair = {scene.things[one.subject].kind, scene.things[one.object].kind}
            if scene.setting == "street" and one.name in ("beside", "behind", "under"):
                assert len(pair & road) in (0, 2)


def test_nature_is_kept(scenes):
    for scene in scenes:
        for bear in of_kind(scene, "bear"):
            assert bear.colour != "white" or scene.setting == "mountains"
        for horse in of_kind(scene, "horse"):
            assert horse.pose != "grazing" or (scene.setting in ("meadow", "farm") and scene.weather != "snow")


def test_one_thing_is_not_lost_before_another_of_its_colour(scenes):
    for scene in scenes:
        for one in scene.relations:
            first, second = scene.things[one.subject], scene.things[one.object]
            if one.name in ("on", "under", "holding") and len(KINDS[second.kind].colours) > 1:
                assert first.colour != second.colour


def test_there_is_room_for_what_is_there(scenes):
    for scene in scenes:
        ground = [thing for thing in scene.things[2:] if KINDS[thing.kind].place in ("near", "back", "road", "table")]
        if any(thing.pose != "flying" for thing in ground):
            wide = sum(
                KINDS[thing.kind].wide * thing.count
                for thing in scene.things
                if KINDS[thing.kind].place in ("near", "back", "road", "table") and thing.pose != "flying"
            )
            assert wide <= 265
