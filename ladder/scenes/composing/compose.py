"""Makes up scenes: only plausible ones, each from its own generator."""

from dataclasses import replace
from functools import lru_cache

from ladder.scenes.world.dice import Dice
from ladder.scenes.world.grammar import words
from ladder.scenes.world.graph import Relation, Scene, Thing
from ladder.scenes.world.kinds import KINDS
from ladder.scenes.world.settings import PEOPLE, SETTINGS, TIMES

TIME_WEIGHTS = (0.18, 0.4, 0.22, 0.2)
WEATHER_WEIGHTS = {"clear": 0.42, "cloudy": 0.22, "rain": 0.15, "snow": 0.13, "fog": 0.08}
PETS = words("dog; cat; rabbit")
BEASTS = words("horse; cow; sheep; hen; fox; deer; bear; camel")
DISHES = words("cup; teapot; cake; fruit bowl; vase; books; candle; bread")
STANDING = words(
    "bicycle; tractor; tent; campfire; snowman; bench; ball; sandcastle; tree; cactus; "
    "armchair; floor lamp; plant; guitar"
)
RELATED: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = (  # subjects, relation, objects
    (PEOPLE, "holding", words("umbrella; balloon; kite")),
    ((*PEOPLE, "dog", "cat"), "on", words("bench; armchair")),
    ((*PEOPLE, "dog"), "on", words("rowboat")),
    (words("cat"), "on", words("car")),
    (
        words("bird"),
        "on",
        words(
            "bench; tent; house; cabin; street lamp; bicycle; snowman; parasol; cow; horse; sheep; car; van; tractor"
        ),
    ),
    (words("cup; candle"), "on", words("books")),
    ((*PEOPLE, *PETS, *BEASTS, "bench", "tent", "bicycle"), "under", words("tree; palm")),
    ((*PEOPLE, "dog", "sandcastle"), "under", words("parasol")),
    (
        (*PEOPLE, *PETS, "fox", "deer", "bear", "hen", "sheep"),
        "behind",
        words("tent; bench; campfire; snowman; cactus; bicycle; sandcastle; plant; armchair"),
    ),
    (words("house; windmill; tree; cabin; palm; pine"), "behind", words("tent; bench; tractor; horse; cow; sheep")),
    (words("vase; candle; teapot; cat"), "behind", words("fruit bowl; books; bread; cake; cup")),
    (PEOPLE, "beside", (*PETS, *BEASTS, *STANDING, "car", "van", "cabin", "street lamp", "palm")),
    ((*PETS, *BEASTS), "beside", (*PETS, *BEASTS, *STANDING)),
    (DISHES, "beside", (*DISHES, "cat")),
    (words("bicycle; bench; campfire; car; van"), "beside", words("tree; tent; street lamp; palm; cactus; cabin")),
    (words("guitar; floor lamp; plant"), "beside", words("armchair")),
    (words("duck"), "beside", words("rowboat; sailboat")),
)
RELATION_WEIGHTS = {"holding": 3.0, "on": 2.6, "under": 2.0, "behind": 1.4, "beside": 2.4}
ROOM = {"air": 260.0, "water": 300.0, "ground": 265.0}  # units of width that things may fill


def compose(dice: Dice) -> Scene:
    """One scene.

    Example:
        >>> import numpy as np
        >>> scene = compose(Dice(np.random.default_rng(3)))
        >>> scene.setting in SETTINGS and scene.things[0].kind in SETTINGS[scene.setting].stars
        True
    """
    name = dice.pick(tuple(SETTINGS))
    setting = SETTINGS[name]
    time = dice.weighted(TIMES, TIME_WEIGHTS)
    weather = dice.weighted(setting.weathers, [WEATHER_WEIGHTS[weather] for weather in setting.weathers])
    star = dice.pick([kind for kind in setting.stars if suits(kind, name, weather, time)])
    pairs = [
        pair
        for pair in pairs_of(name, star)
        if suits(pair[0], name, weather, time) and suits(pair[2], name, weather, time)
    ]
    if pairs and dice.chance(0.62):
        things, relations = _pair(dice, star, pairs)
    else:
        things, relations = [_thing(dice, star)], []
    more = (
        dice.weighted((0, 1, 2), (0.34, 0.44, 0.22)) if len(things) > 1 else dice.weighted((0, 1, 2), (0.16, 0.5, 0.34))
    )
    for kind in dice.shuffled(setting.extras):
        if more and kind not in [thing.kind for thing in things] and suits(kind, name, weather, time):
            extra = _thing(dice, kind)
            if _fits(extra, things):
                things.append(extra)
                more -= 1
    things = [_natural(thing, name, weather) for thing in things]
    return Scene(name, weather, time, tuple(things), tuple(relations), dice.whole(0, 2**31 - 1))


def suits(kind: str, setting: str, weather: str, time: str) -> bool:
    """Whether a kind is plausible in a setting's weather at a time of day.

    Example:
        >>> suits("kite", "beach", "clear", "day"), suits("kite", "beach", "rain", "day")
        (True, False)
    """
    place = SETTINGS[setting]
    dry = place.indoors or weather not in ("rain", "snow")
    if kind == "umbrella":
        return not place.indoors and not dry
    if kind == "snowman":
        return place.snowy or weather == "snow"
    if kind in ("kite", "hot-air balloon"):
        return dry and weather != "fog" and time != "night" and not place.indoors and "sky" in place.bands
    if kind in ("balloon", "campfire", "sandcastle", "ball"):
        return dry
    if kind in ("bird", "parasol", "hen"):
        return time != "night" and (dry or kind != "parasol")
    return True


@lru_cache
def pairs_of(setting: str, star: str) -> tuple[tuple[str, str, str], ...]:
    """Every relation that a main thing can have in a setting, ``(subject, relation, object)``."""
    here = SETTINGS[setting]
    known = {*here.stars, *here.extras, "umbrella", "balloon"}
    return tuple(
        (subject, relation, other)
        for subjects, relation, others in RELATED
        for subject in subjects
        for other in others
        if star in (subject, other)
        and subject != other
        and {subject, other} <= known
        and _reach(setting, subject, relation, other)
    )


def _reach(setting: str, subject: str, relation: str, other: str) -> bool:
    """Whether the two stand on ground that they share: in a street, cars keep to the road."""
    if setting != "street" or relation in ("on", "holding"):
        return True
    return (KINDS[subject].place == "road") == (KINDS[other].place == "road")


def _pair(dice: Dice, star: str, pairs: list[tuple[str, str, str]]) -> tuple[list[Thing], list[Relation]]:
    """The main thing and one that it has to do with."""
    names = sorted({relation for _, relation, _ in pairs})
    name = dice.weighted(names, [RELATION_WEIGHTS[relation] for relation in names])
    subject, _, other = dice.pick([pair for pair in pairs if pair[1] == name])
    first = _thing(dice, subject, most=3)
    if name == "on":
        first = Thing(first.kind, first.colour, "", 1, _pose_on(dice, subject, other))
    elif name == "holding":
        first = Thing(first.kind, first.colour, "", 1, dice.pick(("standing", "walking")))
    second = _thing(dice, other, most=1)
    if name in ("on", "holding", "under") and first.colour == second.colour:  # or it would be lost before the other
        others = [colour for colour in KINDS[other].colours if colour != first.colour]
        second = replace(second, colour=dice.pick(others)) if others else second
    if name == "under":
        second = replace(second, size="")
    if star == subject:
        return [first, second], [Relation(0, name, 1)]
    return [second, first], [Relation(1, name, 0)]


def _fits(extra: Thing, things: list[Thing]) -> bool:
    """Whether one more thing leaves room on its part of the picture."""
    part = _part(extra)
    return sum(KINDS[thing.kind].wide * thing.count for thing in [extra, *things] if _part(thing) == part) <= ROOM[part]


def _part(thing: Thing) -> str:
    """The part of the picture that a thing takes up: air, water or ground."""
    place = "sky" if thing.pose == "flying" else KINDS[thing.kind].place
    return {"sky": "air", "hand": "air", "water": "water"}.get(place, "ground")


def _natural(thing: Thing, setting: str, weather: str) -> Thing:
    """The thing as it can be there: white bears live in the snow, and nothing grazes on sand or snow."""
    if thing.kind == "bear" and thing.colour == "white" and not SETTINGS[setting].snowy:
        return replace(thing, colour="brown")
    if thing.pose == "grazing" and (setting not in ("meadow", "farm") or weather == "snow"):
        return replace(thing, pose="standing")
    return thing


def _pose_on(dice: Dice, kind: str, other: str) -> str:
    """What a thing does that is on another."""
    if kind == "cat":
        return dice.pick(("sitting", "sleeping"))
    if kind == "bird":
        return "perching"
    if other == "rowboat" and kind in PEOPLE:
        return "rowing"
    return "sitting" if kind in (*PEOPLE, "dog") else ""


def _thing(dice: Dice, kind: str, most: int = 9) -> Thing:
    """One thing of a kind, its attributes drawn."""
    about = KINDS[kind]
    count = dice.whole(2, about.most) if about.most > 1 and most > 1 and dice.chance(0.34) else 1
    count = min(count, most)
    size = dice.pick(("small", "large")) if count == 1 and about.sizes and dice.chance(0.24) else ""
    colour = dice.pick(about.colours) if about.colours else ""
    return Thing(kind, colour, size, count, dice.pick(about.poses))
