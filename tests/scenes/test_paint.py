"""Pictures: the same again and again, all of them different, and everything in them seen."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from ladder.scenes.drawing.canvas import Canvas
from ladder.scenes.drawing.light import lamplight, light_of
from ladder.scenes.drawing.paint import paint
from ladder.scenes.drawing.palette import COLOURS
from ladder.scenes.drawing.things import DRAWINGS
from ladder.scenes.drawing.things.look import Look
from ladder.scenes.world.dice import Dice
from ladder.scenes.world.graph import Relation, Scene, Thing
from ladder.scenes.world.kinds import KINDS
from ladder.scenes.world.settings import SETTINGS, TIMES, WEATHERS

POSES = {"woman": "sitting", "man": "rowing", "child": "sitting", "bird": "perching"}  # beside those of their kind
HELD = {"umbrella", "balloon"}
DAY, UNIT = light_of("day", "clear"), 0.0025


def where(kind: str) -> str:
    """A setting that has the kind."""
    if kind in HELD:
        return "park"
    return next(name for name, setting in SETTINGS.items() if kind in (*setting.stars, *setting.extras))


def drawn_alone(kind: str, pose: str, light=DAY, colour=COLOURS["red"]) -> tuple[np.ndarray, np.ndarray]:
    """The pixels of a thing on a plain ground, and which of them it has changed."""
    canvas = Canvas(100, light)
    canvas.image.paste((1, 254, 3), (0, 0, canvas.side, canvas.side))
    canvas.glow = lambda *_: None  # light is no part of a thing
    DRAWINGS[kind](canvas.thing_pen(0.5, 0.6, UNIT), Look(colour, pose, Dice(np.random.default_rng(0))))
    pixels = np.asarray(canvas.image)
    return pixels, (pixels != (1, 254, 3)).any(axis=2)


def poses():
    """Every kind in every pose that it is drawn in."""
    every = {kind: {*KINDS[kind].poses, POSES.get(kind, KINDS[kind].poses[0])} for kind in KINDS}
    return [(kind, pose) for kind, poses in every.items() for pose in sorted(poses)]


def test_a_scene_is_painted_the_same_every_time(scenes):
    for scene in scenes[:12]:
        assert paint(scene, 64).tobytes() == paint(scene, 64).tobytes()


def test_no_two_scenes_are_painted_the_same(scenes):
    pictures = [paint(scene, 48) for scene in scenes[:60]]
    assert len({picture.tobytes() for picture in pictures}) == 60
    assert paint(replace(scenes[0], seed=scenes[0].seed + 1), 48).tobytes() != pictures[0].tobytes()


@pytest.mark.parametrize("size", [32, 100, 256])
def test_pictures_are_square_and_of_the_size_asked_for(scenes, size):
    picture = paint(scenes[1], size)
    assert picture.size == (size, size) and picture.mode == "RGB"


def test_a_larger_picture_shows_the_same(scenes):
    for scene in scenes[:6]:
        small, large = (np.asarray(paint(scene, size).resize((32, 32)), dtype=float) for size in (96, 192))
        assert np.abs(small - large).mean() < 4


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_light_of_a_setting_is_its_own(setting):
    star = Thing(SETTINGS[setting].stars[0], "red")
    pictures = {
        paint(Scene(setting, weather, time, (star,), seed=3), 48).tobytes()
        for weather, time in product(WEATHERS, TIMES)
    }
    assert len(pictures) == len(WEATHERS) * len(TIMES)


@pytest.mark.parametrize("weather", WEATHERS)
def test_night_skies_are_dark(weather):
    day, night = (np.sum(light_of(time, weather).sky) for time in ("day", "night"))
    assert night < 0.6 * day


@pytest.mark.parametrize("weather", WEATHERS)
def test_nights_are_darker_than_days(weather):
    for setting in SETTINGS:
        day, night = (np.asarray(paint(Scene(setting, weather, time, ()), 48)).mean() for time in ("day", "night"))
        assert night < 0.85 * day, setting


@pytest.mark.parametrize("part", ["fall", "mist"])
@pytest.mark.parametrize("weather", WEATHERS)
def test_weather_is_drawn(part, weather, monkeypatch):
    scene = Scene("meadow", weather, "dusk", (Thing("cow", "white"),))
    with_it = paint(scene, 48).tobytes()
    monkeypatch.setattr(f"ladder.scenes.drawing.paint.{part}", lambda *_: None)
    bad = ("rain", "snow", "fog") if part == "fall" else ("fog",)
    assert (paint(scene, 48).tobytes() != with_it) == (weather in bad)


@pytest.mark.parametrize("setting", [name for name, setting in SETTINGS.items() if setting.indoors])
def test_it_does_not_rain_indoors(setting, monkeypatch):
    scene = Scene(setting, "rain", "day", (Thing("cat", "white"),))
    before = paint(scene, 48).tobytes()
    monkeypatch.setattr("ladder.scenes.drawing.paint.fall", lambda *_: None)
    assert paint(scene, 48).tobytes() == before


def test_the_ground_is_the_same_whatever_stands_on_it():
    empty = Scene("beach", "clear", "day", (), seed=4)
    full = replace(empty, things=(Thing("ball", "red"),))
    same = np.asarray(paint(empty, 64)) == np.asarray(paint(full, 64))
    assert same.all(axis=2).mean() > 0.9


@pytest.mark.parametrize("time", ["day", "night"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_seen_against_its_ground(kind, time):
    colour = KINDS[kind].colours[0] if KINDS[kind].colours else ""
    thing = Thing(kind, colour, pose=KINDS[kind].poses[0])
    if kind in HELD:
        things, relations = (Thing("man", "brown", pose="standing"), thing), (Relation(0, "holding", 1),)
        without = Scene("park", "clear", time, things[:1], seed=5)
    else:
        things, relations = (thing,), ()
        without = Scene(where(kind), "clear", time, (), seed=5)
    scene = replace(without, things=things, relations=relations)
    change = np.abs(np.asarray(paint(scene, 80), dtype=int) - np.asarray(paint(without, 80), dtype=int)).max(axis=2)
    assert (change > 24).mean() > 0.008


@pytest.mark.parametrize(("kind", "pose"), poses())
def test_a_drawing_keeps_to_the_extent_of_its_kind(kind, pose):
    _, changed = drawn_alone(kind, pose)
    rows, columns = np.nonzero(changed)
    side, unit = changed.shape[0], changed.shape[0] * UNIT
    about, slack = KINDS[kind], 4
    seat = 36 if pose == "sitting" and kind in ("woman", "man", "child") else 10  # legs hang below a seat
    assert np.abs(columns - side / 2).max() / unit <= about.wide / 2 + slack
    assert (0.6 * side - rows.min()) / unit <= about.high + slack
    assert (rows.max() - 0.6 * side) / unit <= max(about.low, seat) + slack
    assert changed.mean() > 0.003


@pytest.mark.parametrize("kind", [kind for kind, about in KINDS.items() if len(about.colours) > 1])
def test_the_colour_of_a_kind_shows(kind):
    red, _ = drawn_alone(kind, KINDS[kind].poses[0], colour=COLOURS["red"])
    blue, _ = drawn_alone(kind, KINDS[kind].poses[0], colour=COLOURS["blue"])
    assert (red != blue).any(axis=2).mean() > 0.0015


@pytest.mark.parametrize("kind", [kind for kind, about in KINDS.items() if len(about.poses) > 1])
def test_poses_differ(kind):
    shapes = {drawn_alone(kind, pose)[1].tobytes() for pose in KINDS[kind].poses}
    assert len(shapes) == len(KINDS[kind].poses)


def test_lamps_are_lit_in_the_dark():
    dark = light_of("night", "clear")
    for kind in ("street lamp", "lighthouse", "house", "tent"):
        brightest = [drawn_alone(kind, "", light)[0].min(axis=2).max() for light in (dark, replace(dark, time="day"))]
        assert brightest[0] > brightest[1]


def test_light_says_what_it_is():
    night, snow = light_of("night", "clear"), light_of("day", "snow")
    assert night.dark and not light_of("day", "clear").dark
    assert snow.snowy and light_of("day", "clear", snowy=True).snowy and not light_of("day", "clear").snowy
    white = (255.0, 255.0, 255.0)
    assert sum(night.shade(white)) < sum(night.spot(white)) < sum(light_of("day", "clear").shade(white))
    snowman, _ = drawn_alone("snowman", "", night)
    assert snowman[snowman[..., 1] < 254].sum(axis=-1).max() > sum(night.shade(white))  # things stand out
    assert lamplight(night).shade(white)[0] > lamplight(night).shade(white)[2]  # warm


def left_of_red(weather: str, distance: float) -> float:
    """How far a red thing is from the colour of the air."""
    light = light_of("day", weather)
    return sum(abs(a - b) for a, b in zip(light.far((200, 0, 0), distance), light.air))


@pytest.mark.parametrize("weather", WEATHERS)
def test_distance_fades_to_the_air(weather):
    assert left_of_red(weather, 0.0) > left_of_red(weather, 0.3) > left_of_red(weather, 0.8)


def test_fog_hides_what_is_far():
    assert left_of_red("fog", 0.4) < 0.8 * left_of_red("clear", 0.4)
