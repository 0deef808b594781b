"""Five captions a scene, as different people might write them; all that they say is drawn."""

from collections.abc import Callable

from ladder.scenes.language import places
from ladder.scenes.language.actions import HOLD, PREPOSITIONS
from ladder.scenes.language.moments import TIMES
from ladder.scenes.language.phrases import (
    agreed,
    clause_of_weather,
    moment,
    nearby,
    noun_phrase,
    place,
    place_of_all,
    preposition,
    said,
    scenery,
    verb_of,
    weather_adjectives,
)
from ladder.scenes.world.dice import Dice
from ladder.scenes.world.grammar import Phrase, article, listed, sentence
from ladder.scenes.world.graph import Relation, Scene
from ladder.scenes.world.settings import SETTINGS

AS = ("as", "while")
OWNERS = {"woman": "her", "man": "his"}
OWNED = ("dog", "cat", "rabbit", "horse", "bicycle", "car", "van", "tractor", "tent", "guitar")
BARE = ("stand", "lie")  # verbs that say too little without a place


def describe(scene: Scene, dice: Dice) -> list[str]:
    """Five different captions of a scene, from a few words to a full sentence.

    Example:
        >>> import numpy as np
        >>> from ladder.scenes.world.graph import Thing
        >>> scene = Scene("beach", "clear", "dusk", (Thing("dog", "brown", "", 1, "running"),))
        >>> len(set(describe(scene, Dice(np.random.default_rng(0)))))
        5
    """
    shapes = [dice.pick(shapes) for shapes in (SHORT, MIDDLE, LONG, WHOLE, MIDDLE + LONG + WHOLE)]
    captions: list[str] = []
    for shape in dice.shuffled(shapes):
        caption = sentence(shape(scene, dice))
        while caption in captions:
            caption = sentence(dice.pick(MIDDLE)(scene, dice))
        captions.append(caption)
    return captions


def _short(scene: Scene, dice: Dice) -> str:
    """The main thing and where it is."""
    return f"{noun_phrase(scene, 0, dice.pick((0, 1, 1)), dice).text} {place(scene, 0, dice)}"


def _named(scene: Scene, dice: Dice) -> str:
    """The main thing alone, in a word or with what is seen of it first."""
    return noun_phrase(scene, 0, 1, dice).text


def _when(scene: Scene, dice: Dice) -> str:
    """The main thing and the moment."""
    return f"{noun_phrase(scene, 0, dice.whole(0, 1), dice).text} {moment(scene, dice)}"


def _doing(scene: Scene, dice: Dice) -> str:
    """The main thing and what it does, in few words; more of it if it does nothing."""
    subject = noun_phrase(scene, 0, 1, dice)
    verb = verb_of(scene, 0, subject, dice)
    return noun_phrase(scene, 0, 2, dice).text if verb.base in BARE else said(subject, verb, dice)


def _middle(scene: Scene, dice: Dice) -> str:
    """What the main thing does where, perhaps when."""
    main, where = _main(scene, 1, dice), place(scene, 0, dice)
    if dice.chance(0.15):
        return f"{where}, {main}"
    return f"{main} {where} {moment(scene, dice)}" if dice.chance(0.4) else f"{main} {where}"


def _list(scene: Scene, dice: Dice) -> str:
    """All things and where they are."""
    return f"{listed(_all(scene, dice.whole(0, 1), dice))} {place_of_all(scene, dice)}"


def _long(scene: Scene, dice: Dice) -> str:
    """Main thing, place, moment, and something around."""
    text = f"{_main(scene, 2, dice)} {place(scene, 0, dice)}"
    when = moment(scene, dice)
    text = f"{when}, {text}" if dice.chance(0.4) else f"{text} {when}"
    extra = _extra(scene, text, dice)
    return text + extra if extra or dice.chance(0.4) else text + scenery(scene, text, dice)


def _scenic(scene: Scene, dice: Dice) -> str:
    """Main thing and scenery."""
    text = f"{_main(scene, 1, dice)} {place(scene, 0, dice)}"
    return text + scenery(scene, text, dice)


def _weather(scene: Scene, dice: Dice) -> str:
    """The weather first, as a sentence."""
    weather = clause_of_weather(scene, dice)
    if not weather:
        return _long(scene, dice)
    subject = noun_phrase(scene, 0, 1, dice)
    text = f"{subject.text} {agreed(subject, verb_of(scene, 0, subject, dice))} {place(scene, 0, dice)}"
    return f"{weather} {dice.pick(AS)} {text}" if dice.chance(0.6) else f"{text} {dice.pick(AS)} {weather}"


def _setting(scene: Scene, dice: Dice) -> str:
    """The setting first, with what is in it."""
    name, indoors = dice.pick(places.NAMES[scene.setting]), SETTINGS[scene.setting].indoors
    skies = weather_adjectives(scene)
    if indoors or not skies or dice.chance(0.4):
        text = article(f"{dice.pick(places.INDOOR_MOODS if indoors else places.MOODS)} {name}")
    else:
        text = article(f"{dice.pick(skies)} {name}")
    text += f" {dice.pick(TIMES[scene.time])}" if dice.chance(0.5) else ""
    return f"{text} with {listed(_all(scene, dice.whole(0, 2), dice))}"


def _there(scene: Scene, dice: Dice) -> str:
    """There is, or are."""
    phrases = [noun_phrase(scene, index, dice.whole(0, 1), dice) for index in range(len(scene.things))]
    kept = phrases[: dice.whole(1, len(phrases))]
    where = place(scene, 0, dice) if len(kept) == 1 else place_of_all(scene, dice)
    text = f"there {'are' if kept[0].plural else 'is'} {listed([phrase.text for phrase in kept])} {where}"
    return f"{text} {moment(scene, dice)}" if dice.chance(0.4) else text


def _main(scene: Scene, level: int, dice: Dice) -> str:
    """The main thing with its relation, else with what it does."""
    if scene.relations:
        return _relation(scene, scene.relations[0], level, dice)
    subject = noun_phrase(scene, 0, level, dice)
    return subject.text if dice.chance(0.2) else said(subject, verb_of(scene, 0, subject, dice), dice)


def _relation(scene: Scene, relation: Relation, level: int, dice: Dice) -> str:
    """One thing as it stands to another."""
    subject = noun_phrase(scene, relation.subject, level, dice)
    other = noun_phrase(scene, relation.object, level if dice.chance(0.6) else 0, dice)
    thing = scene.things[relation.subject]
    if relation.name == "holding":
        return _holding(scene, relation, subject, other, dice)
    verb = verb_of(scene, relation.subject, subject, dice)
    if thing.pose == "rowing" and dice.chance(0.6):
        return f"{said(subject, verb, dice)} {other.text}"
    owner = OWNERS.get(thing.kind, "") if thing.count == 1 and relation.name == "beside" else ""
    if (
        owner
        and other.text.startswith(("a ", "an "))
        and scene.things[relation.object].kind in OWNED
        and dice.chance(0.3)
    ):
        return f"{subject.text} with {owner} {other.text.split(' ', 1)[1]}"
    word = preposition(scene, relation, dice)
    style = dice.number()
    if style < 0.28:
        return f"{subject.text} {word} {other.text}"
    if style < 0.42 and relation.name in ("beside", "behind", "under") and " with " not in other.text:
        return f"{other.text} with {subject.text} {dice.pick(PREPOSITIONS[relation.name][:2])} it"
    return f"{said(subject, verb, dice)} {word} {other.text}"


def _owner(scene: Scene, relation: Relation) -> str:
    """Whose a thing beside someone is: ``his`` or ``her``; empty where it need not be theirs."""
    thing, other = scene.things[relation.subject], scene.things[relation.object]
    theirs = relation.name == "beside" and thing.count == 1 and other.kind in OWNED
    return OWNERS.get(thing.kind, "") if theirs else ""


def _holding(scene: Scene, relation: Relation, subject: Phrase, other: Phrase, dice: Dice) -> str:
    """Someone with something in a hand."""
    if dice.chance(0.25) and " with " not in subject.text:
        return f"{subject.text} with {other.text}"
    verb = dice.pick(HOLD[scene.things[relation.object].kind])
    return f"{said(subject, verb, dice)} {other.text}"


def _extra(scene: Scene, text: str, dice: Dice) -> str:
    """One more thing that has nothing to do with the main one, to follow a text; empty if there is none."""
    related = {index for relation in scene.relations for index in (relation.subject, relation.object)} | {0}
    others = [index for index in range(len(scene.things)) if index not in related]
    if not others:
        return ""
    index = dice.pick(others)
    phrase = noun_phrase(scene, index, dice.whole(0, 2), dice)
    where = nearby(scene, index, dice)
    said_before = text.lower().split()
    if dice.chance(0.45) and not set(AS) & set(said_before):
        return f" {dice.pick(AS)} {phrase.text} {agreed(phrase, verb_of(scene, index, phrase, dice))} {where}"
    return f", {phrase.text} {where}" if "with" in said_before else f" with {phrase.text} {where}"


def _all(scene: Scene, level: int, dice: Dice) -> list[str]:
    """Every thing of a scene, the main one first."""
    return [noun_phrase(scene, index, level, dice).text for index in range(len(scene.things))]


Shape = Callable[[Scene, Dice], str]
SHORT: tuple[Shape, ...] = (_short, _short, _short, _doing, _doing, _when, _when, _named)
MIDDLE: tuple[Shape, ...] = (_middle, _middle, _scenic)
LONG: tuple[Shape, ...] = (_long, _long, _weather)
WHOLE: tuple[Shape, ...] = (_setting, _there, _list)
