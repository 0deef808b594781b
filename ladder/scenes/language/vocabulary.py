"""What words mean in the world of scenes: the phrases that captions are made of, and everyday words for many kinds."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from operator import or_
from typing import NamedTuple

from ladder.scenes.language import actions, lexicon, moments, places
from ladder.scenes.world.families import AREAS, FAMILIES
from ladder.scenes.world.grammar import NUMBERS, Verb, words
from ladder.scenes.world.settings import PEOPLE

Tokens = tuple[str, ...]
NONE: frozenset[str] = frozenset()
TWO, SEVERAL, GROUP = frozenset({2}), frozenset(range(2, 6)), frozenset(range(3, 6))
EVERYDAY: dict[str, tuple[str, ...]] = {  # singular/plural, and any of the kinds that it may mean
    "animal/animals; creature/creatures": FAMILIES["animal"] + FAMILIES["bird"],
    "pet/pets": words("dog; cat; rabbit"),
    "person/people; human/humans; someone/; somebody/": PEOPLE,
    "adult/adults; grown-up/grown-ups": words("woman; man"),
    "boy/boys; girl/girls": words("child"),
    "bird/birds": FAMILIES["bird"],
    "vehicle/vehicles": FAMILIES["vehicle"],
    "boat/boats; ship/ships": FAMILIES["boat"],
    "balloon/balloons": words("balloon; hot-air balloon"),
    "building/buildings": words("house; cabin; lighthouse; windmill"),
    "tree/trees": words("tree; pine; palm"),
    "plant/plants": words("plant; tree; pine; palm; cactus"),
    "flower/flowers; /bunch of flowers": words("vase"),
    "lamp/lamps": words("street lamp; floor lamp"),
    "lamppost/lampposts; street light/street lights": words("street lamp"),
    "seat/seats": FAMILIES["seat"],
    "food/": FAMILIES["food"],
    "fruit/fruits": words("fruit bowl"),
    "bread/": words("bread"),
    "/books": words("books"),
    "drink/drinks": FAMILIES["drink"],
    "coffee/; cup of tea/cups of tea; mug of coffee/mugs of coffee": words("cup"),
    "tea/": words("cup; teapot"),
}
WORN: dict[str, tuple[str, ...]] = {  # what has the colour of the thing that it belongs to
    "coat; coats; jacket; jackets": PEOPLE,
    "scarf; scarves": words("snowman"),
    "flag; flags": words("sandcastle"),
    "pot; pots": words("plant"),
    "book": words("books"),
}
EVERYWHERE: dict[str, tuple[str, ...]] = {  # places that are several settings, or have plain names
    "water; on the water; out on the water; waterside; shore": AREAS["waterside"],
    "indoors; inside; in the room; room; curtains": AREAS["indoors"],
    "outdoors; outside": tuple(sorted(places.PLACES.keys() - set(AREAS["indoors"]))),
    "field; fields": words("meadow; farm"),
    "mountain; mountains; alps": words("mountains"),
    "woods; wood": words("forest"),
    "garden": words("park"),
}
OFTEN: dict[str, tuple[str, str]] = {  # plain words for a time and a weather
    "rains; raining; rainfall; drizzle; rainstorm": ("", "rain"),
    "snows; snowing; snowfall; snowflakes; snowstorm; blizzard; falling snow": ("", "snow"),
    "cloud; clouds": ("", "cloudy"),
    "sun": ("", "clear"),
    "moon; starry": ("night", "clear"),
    "daytime; noon; midday": ("day", ""),
    "nighttime; midnight; dark night": ("night", ""),
}
LIES, SNOWY = frozenset({"lies"}), frozenset({"lies", "falls"})  # a snowy park, a snowy day
SNOW = words("snow; in the snow; deep snow; in deep snow; snowy; wintry; winter; in winter")
VAGUE = {*words("clear; fine; mild; bright; glowing; radiant")}  # of a moment only where a day or a place follows
SPELLINGS = {"gray": "grey", "harbor": "harbour", "colored": "coloured", "cozy": "cosy", "center": "centre"}
LEADING = {  # before what a phrase is about
    *words("in; on; at; by; near; beside; off; out; over; above; under; beneath; below; between; through; among; just"),
    *words("around; across; past; during; while; as; after; late; early; front; of; outside; with; the; a; an; it; is"),
}
TRAILING = (" behind", " in the background", " in the distance", " far away", " outside")


class Meaning(NamedTuple):
    """What a phrase may say; where it says several things of a sort, any of them.

    Attributes:
        kinds: It names a thing of one of these.
        worn: It names what has the colour of a thing of these kinds.
        colours: ``(kind, colour)``: of things of this kind, or of any kind where it is empty.
        sizes: Of a thing.
        counts: Of a thing.
        poses: Of a thing.
        relations: Of one thing to the next; ``in`` and ``before`` besides those of scenes.
        settings: Where it is.
        times: When it is.
        weathers: What weather it is.
        snow: ``lies`` on the ground, ``falls``, or either.
    """

    kinds: frozenset[str] = NONE
    worn: frozenset[str] = NONE
    colours: frozenset[tuple[str, str]] = frozenset()
    sizes: frozenset[str] = NONE
    counts: frozenset[int] = frozenset()
    poses: frozenset[str] = NONE
    relations: frozenset[str] = NONE
    settings: frozenset[str] = NONE
    times: frozenset[str] = NONE
    weathers: frozenset[str] = NONE
    snow: frozenset[str] = NONE


def tokens(text: str) -> list[str]:
    """Words in lower case and British spelling, numbers, and the ends of sentences.

    Example:
        >>> tokens("Two hot-air balloons, gray. Snow!")
        ['two', 'hot', 'air', 'balloons', 'grey', '.', 'snow', '.']
    """
    found = re.findall(r"[a-z]+|[0-9]+|[.!?;]", text.lower())
    return [SPELLINGS.get(token, "." if token in "!?;" else token) for token in found]


@cache
def vocabulary() -> dict[Tokens, Meaning]:
    """Every phrase that means something, and those whose words say nothing where they stand together.

    Example:
        >>> sorted(vocabulary()["boat",].kinds), sorted(vocabulary()["on", "the", "sand"].settings)
        (['rowboat', 'sailboat'], ['beach', 'desert'])
    """
    known: dict[Tokens, Meaning] = {}
    for source in (_things, _attributes, _numbers, _doings, _settings, _moments, _silent):
        for text, meaning in source():
            phrase = tuple(tokens(text))
            known[phrase] = Meaning(*map(or_, known.get(phrase, Meaning()), meaning))
    for text in SNOW:
        known[tuple(text.split())] = Meaning(snow=LIES)
        for time, nouns in moments.NOUNS.items():
            known |= {(text, noun): Meaning(snow=SNOWY, times=frozenset({time})) for noun in nouns}
    return known


Source = Iterator[tuple[str, Meaning]]


def _things() -> Source:
    """Nouns in singular and plural."""
    for table, sizes in ((lexicon.NOUNS, NONE), (lexicon.YOUNG, frozenset({"small"}))):
        for kind, pairs in table.items():
            for one, more in pairs:
                yield one, Meaning(kinds=frozenset({kind}), sizes=sizes)
                yield (
                    more,
                    Meaning(kinds=frozenset({kind}), sizes=sizes, counts=SEVERAL if more != one else frozenset()),
                )
    for kind, phrases in lexicon.VAGUE.items():
        bare = [phrase.removeprefix("a ").removeprefix("an ") for phrase in phrases]
        yield from ((noun, Meaning(kinds=frozenset({kind}))) for noun in bare)
    for nouns, kinds in EVERYDAY.items():
        for noun in words(nouns):
            one, _, more = noun.partition("/")
            yield from ((form, Meaning(kinds=frozenset(kinds))) for form in (one, more) if form)
    for several, kinds in WORN.items():
        yield from ((text, Meaning(worn=frozenset(kinds))) for text in words(several))


def _attributes() -> Source:
    """Shades and sizes."""
    plain = {shade: colour for colour, shades in lexicon.SHADES.items() for shade in shades}
    for shade, colour in plain.items():
        yield shade, Meaning(colours=frozenset({("", colour)}))
        yield f"{shade} and white", Meaning(colours=frozenset({("", colour)}))
    for (kind, colour), shades in lexicon.OWN_SHADES.items():
        for shade in shades:
            general = [("", plain[word]) for word in re.split("[ -]", shade) if word in plain][:1]
            yield shade, Meaning(colours=frozenset({(kind, colour), *general}))
    for size, names in lexicon.SIZES.items():
        yield from ((name, Meaning(sizes=frozenset({size}))) for name in names)


def _numbers() -> Source:
    """Numbers, articles, and names of groups."""
    for count, name in enumerate(NUMBERS):
        if count:
            yield from ((text, Meaning(counts=frozenset({count}))) for text in (name, str(count)))
    yield from ((text, Meaning(counts=frozenset({1}))) for text in ("a", "an"))
    groups = {group for names in lexicon.GROUPS.values() for group in names}
    for of, counts in (({"a pair of", "a couple of"}, TWO), ({"a few", "several", "many", *groups}, GROUP)):
        yield from ((text, Meaning(counts=counts)) for name in of for text in (name, name.removeprefix("a ")))


def _doings() -> Source:
    """Poses and relations."""
    for pose, verbs in actions.VERBS.items():
        yield from ((form, Meaning(poses=frozenset({pose}))) for form in _forms(verbs))
    yield "asleep", Meaning(poses=frozenset({"sleeping"}))
    on = {word for known in actions.ON.values() for word in known if word != "in"}
    named: dict[str, Iterable[str]] = {
        **actions.PREPOSITIONS,
        "in": ["in"],
        "before": ["in front of"],
        "holding": [form for verbs in actions.HOLD.values() for form in _forms(verbs)],
    }
    named["under"] = [*named["under"], "in the shade of"]
    named["on"] = [*on, "on top of", *_forms(actions.VERBS["rowing"])]
    for name, texts in named.items():
        yield from ((text, Meaning(relations=frozenset({name}))) for text in texts)


def _settings() -> Source:
    """Names of settings, places in them, and what is seen there."""
    for setting, parts in places.PLACES.items():
        meaning = Meaning(settings=frozenset({setting}))
        for text in (
            *places.NAMES[setting],
            *places.SCENERY[setting],
            *(one for part in parts.values() for one in part),
        ):
            yield from ((form, meaning) for form in _shorter(text))
    for several, settings in EVERYWHERE.items():
        yield from ((text, Meaning(settings=frozenset(settings))) for text in words(several))


def _moments() -> Source:
    """Times of day and weathers."""
    for time, weather, several in _of_moments():
        meaning = Meaning(times=frozenset({time} - {""}), weathers=frozenset({weather} - {""}))
        for text in several:
            if text in VAGUE:
                yield from _followed(text, time, meaning)
            else:
                yield from ((form, meaning) for form in _shorter(text))


def _of_moments() -> Iterator[tuple[str, str, Iterable[str]]]:
    """Times and weathers, empty where nothing is said of them, with the phrases for both."""
    for time in moments.TIMES:
        yield time, "", (*moments.TIMES[time], *moments.NOUNS[time])
        yield time, "clear", moments.CLEAR_CLAUSES[time]
        yield time, "" if time == "night" else "clear", moments.BELOW_LEAVES[time]
    for table in (moments.WEATHERS, moments.OUTSIDE, moments.ADJECTIVES, moments.OF_DAYS, moments.CLAUSES):
        yield from (("", weather, several) for weather, several in table.items())
    for both in (moments.BOTH, moments.SKIES):
        yield from ((time, weather, several) for (time, weather), several in both.items())
    yield from ((time, weather, words(several)) for several, (time, weather) in OFTEN.items())


def _followed(adjective: str, time: str, meaning: Meaning) -> Source:
    """A vague adjective with what it may stand before: a time of day, or a place."""
    for other, nouns in moments.NOUNS.items():
        if time in ("", other):
            yield from ((f"{adjective} {noun}", meaning._replace(times=frozenset({other}))) for noun in nouns)
    for setting, names in places.NAMES.items():
        yield from ((f"{adjective} {name}", meaning._replace(settings=frozenset({setting}))) for name in names)


def _silent() -> Source:
    """Phrases whose words would say something else by themselves."""
    tables = (lexicon.DETAILS, lexicon.QUALITIES, places.NEARBY)
    several = (text for table in tables for texts in table.values() for text in texts)
    yield from ((text, Meaning()) for text in several if len(tokens(text)) > 1)


def _forms(verbs: Iterable[Verb]) -> list[str]:
    """All forms of verbs."""
    return [form for verb in verbs for form in (verb.ing, verb.third, verb.base)]


def _shorter(text: str) -> set[str]:
    """A phrase, and what it is about: without what leads to it, and without where that is seen.

    Example:
        >>> sorted(_shorter("with a red barn behind"))
        ['red barn', 'red barn behind', 'with a red barn behind']
    """
    about = text.split()
    while len(about) > 1 and about[0] in LEADING:
        about = about[1:]
    core = " ".join(about)
    ends = {core.removesuffix(end) for end in TRAILING}
    return {text, core, *ends}
