"""Phrases for one scene: its things, their places, their relations, and its moment."""

from ladder.scenes.language import actions, lexicon, moments, places
from ladder.scenes.world.dice import Dice
from ladder.scenes.world.grammar import NUMBERS, Phrase, Verb, article
from ladder.scenes.world.graph import Relation, Scene, Thing
from ladder.scenes.world.kinds import KINDS
from ladder.scenes.world.settings import PEOPLE, SETTINGS

COLOURED = (0.0, 0.66, 0.92)  # how often a colour is named, by level of detail
SIZED = (0.1, 0.6, 0.85)
PRAISED = (0.0, 0.16, 0.3)
GENERALLY = (0.16, 0.08, 0.0)  # how often a thing is called what others of its family are called, too
LIT = ("street lamp", "floor lamp", "lighthouse")
BEHIND: dict[str, str] = {  # a colour that is not the whole thing's
    "snowman": " with {a} scarf",
    "sandcastle": " with {a} flag",
    "books": " topped by {a} book",
    "plant": " in {a} pot",
}
COMMON = {
    "with",
    "behind",
    "in",
    "the",
    "a",
    "and",
    "of",
    "on",
    "at",
    "all",
    "background",
    "distance",
    "around",
    "far",
    "away",
}
COATS = (" in {a} coat", " wearing {a} coat", " in {a} jacket", " dressed in {c}", " in {c}")
MANY_COATS = (" in {c} coats", " wearing {c} coats", " in {c} jackets", " dressed in {c}", " in {c}")


def noun_phrase(scene: Scene, index: int, level: int, dice: Dice) -> Phrase:
    """A thing with as much detail as its level: 0 bare, 1 an attribute or so, 2 all that is known.

    Example:
        >>> import numpy as np
        >>> scene = Scene("beach", "clear", "day", (Thing("dog", "brown", "", 2, "running"),))
        >>> noun_phrase(scene, 0, 0, Dice(np.random.default_rng(5)))
        Phrase(text='two dogs', plural=True)
    """
    thing = scene.things[index]
    general = _general(thing, level, dice) if dice.chance(GENERALLY[level]) else None
    if general:
        return general
    words, after = [], ""
    young = thing.size == "small" and thing.kind in lexicon.YOUNG and dice.chance(0.5)
    noun = dice.pick(lexicon.YOUNG[thing.kind] if young else lexicon.NOUNS[thing.kind])
    if thing.size and not young and dice.chance(SIZED[level]):
        words.append(dice.pick(lexicon.SIZES[thing.size]))
    if thing.colour and dice.chance(COLOURED[level]):
        colour = _shade(thing, dice)
        if thing.kind in PEOPLE:
            after = _dressed(thing, colour, dice)
        elif thing.kind in BEHIND:
            after = BEHIND[thing.kind].format(a=article(colour))
            noun = ("plant", "plants") if thing.kind == "plant" else noun
        else:
            words.append(colour)
    if dice.chance(PRAISED[level]):
        quality = dice.pick(_qualities(scene, index))
        if quality.split("-")[-1] not in " ".join([*words, noun[0]]):
            words.insert(1 if thing.size and words and words[0] in lexicon.SIZES[thing.size] else 0, quality)
    if level == 2 and thing.count == 1 and dice.chance(0.3):
        told = set(" ".join([*words, noun[0]]).replace("-", " ").split())
        details = [
            text
            for text in lexicon.DETAILS.get(thing.kind, ())
            if (not after or text.startswith("with")) and not told & set(text.replace("-", " ").split())
        ]
        after += f" {dice.pick(details)}" if details and thing.kind not in BEHIND else ""
    return _counted(thing, " ".join([*words, noun[thing.count > 1]]), after, dice)


def _general(thing: Thing, level: int, dice: Dice) -> Phrase | None:
    """A thing as one of its family; None where there are no such words."""
    vague = lexicon.VAGUE.get(thing.kind, ()) if thing.count == 1 else ()
    if thing.kind not in lexicon.GENERAL or (vague and dice.chance(0.5)):
        return _vague(vague, dice) if vague else None
    words = [dice.pick(lexicon.SIZES[thing.size])] if thing.size and dice.chance(SIZED[level]) else []
    after = ""
    if thing.colour and dice.chance(COLOURED[level]):
        colour = dice.pick(lexicon.SHADES[thing.colour])
        if thing.kind in PEOPLE:
            after = _dressed(thing, colour, dice)
        else:
            words.append(colour)
    noun = dice.pick(lexicon.GENERAL[thing.kind])[thing.count > 1]
    return _counted(thing, " ".join([*words, noun]), after, dice)


def _vague(phrases: tuple[str, ...], dice: Dice) -> Phrase:
    """One of these phrases; some of a thing are several where they end so: some flowers."""
    text = dice.pick(phrases)
    return Phrase(text, plural=text.startswith("some ") and text.endswith("s"))


def _dressed(thing: Thing, colour: str, dice: Dice) -> str:
    """What someone wears."""
    return dice.pick(COATS if thing.count == 1 else MANY_COATS).format(a=article(colour), c=colour)


def _shade(thing: Thing, dice: Dice) -> str:
    """A word for its colour."""
    own = lexicon.OWN_SHADES.get((thing.kind, thing.colour))
    if own:
        return dice.pick(own)
    word = dice.pick(lexicon.SHADES[thing.colour])
    return f"{word} and white" if thing.kind in ("hot-air balloon", "parasol") and dice.chance(0.3) else word


def _qualities(scene: Scene, index: int) -> tuple[str, ...]:
    """What may be said of a thing because it is always drawn so, or is so in this scene."""
    kind = scene.things[index].kind
    known = lexicon.QUALITIES[kind]
    if kind == "bench" and not any(relation.object == index and relation.name == "on" for relation in scene.relations):
        return (*known, "empty")
    return (*known, "lit", "glowing") if kind in LIT and scene.time in ("dusk", "night") else known


def _counted(thing: Thing, noun: str, after: str, dice: Dice) -> Phrase:
    """The noun with an article or a number."""
    if thing.count == 1:
        return Phrase(article(noun) + after)
    number = NUMBERS[thing.count]
    if dice.chance(0.3):
        number = dice.pick(
            ("a pair of", "a couple of")
            if thing.count == 2
            else ("several", "a few", *lexicon.GROUPS.get(thing.kind, ()))
        )
    return Phrase(f"{number} {noun}{after}", plural=True)


def verb_of(scene: Scene, index: int, phrase: Phrase, dice: Dice) -> Verb:
    """What a thing does, unless the phrase has said so: no burning candle burns."""
    thing = scene.things[index]
    known = actions.VERBS[thing.pose] if thing.pose else actions.KIND_VERBS.get(thing.kind, actions.STAND)
    return dice.pick([verb for verb in known if verb.ing not in phrase.text] or known)


def part_of(scene: Scene, index: int) -> str:
    """The part of the setting that a thing is in: ``ground``, ``water``, ``air`` or ``road``."""
    thing = scene.things[index]
    for relation in scene.relations:
        if relation.name == "on" and relation.subject == index:
            return part_of(scene, relation.object)
    place = (
        "air"
        if thing.pose == "flying"
        else {"sky": "air", "hand": "ground", "table": "ground"}.get(KINDS[thing.kind].place, KINDS[thing.kind].place)
    )
    return place if place in places.PLACES[scene.setting] else "ground"


def place(scene: Scene, index: int, dice: Dice) -> str:
    """Where a thing is."""
    return dice.pick(places.PLACES[scene.setting][part_of(scene, index)])


def place_of_all(scene: Scene, dice: Dice) -> str:
    """Where all things of a scene are."""
    parts = {part_of(scene, index) for index in range(len(scene.things))}
    return place(scene, 0, dice) if len(parts) == 1 else dice.pick(places.PLACES[scene.setting]["all"])


def scenery(scene: Scene, text: str, dice: Dice) -> str:
    """What is seen behind, unless the text has spoken of it; then nothing."""
    spoken = set(text.split())
    phrase = dice.pick(places.SCENERY[scene.setting])
    return "" if spoken & {word for word in phrase.split() if word not in COMMON} else f", {phrase}"


def nearby(scene: Scene, index: int, dice: Dice) -> str:
    """Where one more thing is, seen from the main one."""
    if SETTINGS[scene.setting].indoors:
        return dice.pick(places.NEARBY["table" if scene.setting == "kitchen" else "room"])
    part = part_of(scene, index)
    back = part == "ground" and KINDS[scene.things[index].kind].place == "back"
    return dice.pick(places.NEARBY["back" if back else part])


def weather_adjectives(scene: Scene) -> tuple[str, ...]:
    """What may be said of a day or a place in the scene's weather; nothing of a moon that is not seen."""
    setting = SETTINGS[scene.setting]
    seen = scene.time != "night" or (setting.sky and not setting.indoors)
    return moments.ADJECTIVES[scene.weather] + (moments.SKIES.get((scene.time, scene.weather), ()) if seen else ())


def moment(scene: Scene, dice: Dice) -> str:
    """Time of day, weather, or both, as an adverbial."""
    key = (scene.time, scene.weather)
    if dice.chance(0.3):
        adjective = dice.pick((*weather_adjectives(scene), *moments.OF_DAYS.get(scene.weather, ())))
        return "on " + article(f"{adjective} {dice.pick(moments.NOUNS[scene.time])}")
    if SETTINGS[scene.setting].indoors:
        return dice.pick(moments.TIMES[scene.time] if dice.chance(0.6) else moments.OUTSIDE[scene.weather])
    if key in moments.BOTH and dice.chance(0.4):
        return dice.pick(moments.BOTH[key] if SETTINGS[scene.setting].sky else moments.BELOW_LEAVES[scene.time])
    both = (moments.TIMES[scene.time], moments.WEATHERS[scene.weather])
    if not SETTINGS[scene.setting].sky and scene.weather in ("clear", "cloudy"):
        return dice.pick(both[0])
    if dice.chance(0.12):
        return f"{dice.pick(both[0])} {dice.pick(both[1])}"
    return dice.pick(dice.pick(both))


def clause_of_weather(scene: Scene, dice: Dice) -> str:
    """A sentence about the weather; empty where it is not seen."""
    setting = SETTINGS[scene.setting]
    if setting.indoors or (not setting.sky and scene.weather in ("clear", "cloudy")):
        return ""
    return dice.pick(moments.CLEAR_CLAUSES[scene.time] if scene.weather == "clear" else moments.CLAUSES[scene.weather])


def said(subject: Phrase, verb: Verb, dice: Dice) -> str:
    """A subject with a verb: ``a dog running``, ``a dog is running`` or ``a dog runs``."""
    style = dice.whole(0, 2)
    if style == 0:
        return f"{subject.text} {verb.ing}"
    if style == 1:
        return f"{subject.text} {'are' if subject.plural else 'is'} {verb.ing}"
    return f"{subject.text} {agreed(subject, verb)}"


def agreed(subject: Phrase, verb: Verb) -> str:
    """The verb in the present, as its subject wants it.

    Example:
        >>> agreed(Phrase("two dogs", plural=True), Verb("running", "runs", "run"))
        'run'
    """
    return verb.base if subject.plural else verb.third


def preposition(scene: Scene, relation: Relation, dice: Dice) -> str:
    """The words between a thing and another to which it stands in a relation."""
    kind = scene.things[relation.object].kind
    if relation.name == "on":
        return dice.pick(actions.ON.get(kind, ("on", "on top of")))
    if relation.name == "under" and scene.weather == "clear" and scene.time == "day":
        return dice.pick((*actions.PREPOSITIONS["under"], "in the shade of"))
    return dice.pick(actions.PREPOSITIONS[relation.name])
