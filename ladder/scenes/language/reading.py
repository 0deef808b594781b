"""What free words say of a scene, by the words that captions are made of."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from ladder.scenes.language import actions
from ladder.scenes.language.vocabulary import LIES, NONE, Meaning, Tokens, tokens, vocabulary
from ladder.scenes.world.grammar import words
from ladder.scenes.world.kinds import KINDS
from ladder.scenes.world.settings import PEOPLE

LONGEST = 2000  # characters that are read
BEFORE_NOUNS = {
    *words("the; his; her; their; this; these; with; as; while")
}  # what is said next is said of the next noun
OF_THE_LAST = {*words("is; are; was; were; that; which; who; looks; look; .")}  # likewise, of the last noun
JOINING = {*words("and; or; very; but")}
PRONOUNS = {*words("it; them; him; her")}
LEADS = {*words("in; on; at; by; near; beside; over; above; under; beneath; below; during; while; as; with; outside")}
DOING = {kind for kind, known in KINDS.items() if any(known.poses)}  # kinds that do something
OF_PEOPLE = frozenset(words("standing; walking; sitting; rowing"))  # what they do, besides holding something
HELD_IN = {kind for kind, prepositions in actions.ON.items() if "in" in prepositions}  # things that others are in


class Said(NamedTuple):
    """What is said of a thing; nothing of what is empty, and of several values any.

    Attributes:
        kinds: What it may be.
        colours: ``(kind, colour)``, for things of this kind, or of any kind where it is empty.
        sizes: ``small``, ``large``.
        counts: How many.
        poses: What it does.
    """

    kinds: frozenset[str] = NONE
    colours: frozenset[tuple[str, str]] = frozenset()
    sizes: frozenset[str] = NONE
    counts: frozenset[int] = frozenset()
    poses: frozenset[str] = NONE


class Reading(NamedTuple):
    """What words say of a scene; nothing of what is empty, and of several values any.

    Attributes:
        things: Those that are named.
        relations: ``(subject, name, object)``, indices of things.
        settings: Where it is.
        times: When it is.
        weathers: What weather it is.
        snow: ``lies`` on the ground, ``falls``, or either.
    """

    things: tuple[Said, ...] = ()
    relations: tuple[tuple[int, str, int], ...] = ()
    settings: frozenset[str] = NONE
    times: frozenset[str] = NONE
    weathers: frozenset[str] = NONE
    snow: frozenset[str] = NONE


def read(text: str) -> Reading:
    """What words say of a scene, by the lexicon.

    The longest phrase that is known counts. What is said of a thing stands before its noun, or after it: ``a brown
    dog``, ``a dog that is brown``, ``a woman in blue``, ``a sleeping cat``, ``a cat sleeps``. No scene shows a kind
    twice, so a noun that is named again is the same thing. An article says that it is one, a plural that they are
    several. Words that are not known say nothing, and neither does what follows the first 2,000 characters.

    Example:
        >>> reading = read("A pooch in the snow")
        >>> sorted(reading.things[0].kinds), sorted(reading.things[0].counts), sorted(reading.snow)
        (['dog'], [1], ['lies'])
        >>> read("a unicorn") == read("")
        True
    """
    reader = _Reader()
    for phrase, meaning in _phrases(tokens(text[:LONGEST])):
        reader.take(phrase, meaning)
    return reader.finished()


def _phrases(found: list[str]) -> Iterator[tuple[Tokens, Meaning]]:
    """The words in phrases, each the longest that is known."""
    known = vocabulary()
    longest, place = max(map(len, known)), 0
    while place < len(found):
        several = (tuple(found[place:end]) for end in range(min(place + longest, len(found)), place, -1))
        phrase = next((phrase for phrase in several if phrase in known), (found[place],))
        yield phrase, known.get(phrase, Meaning())
        place += len(phrase)


class _Reader:
    """Reads phrase after phrase."""

    def __init__(self) -> None:
        self.things: list[Said] = []
        self.relations: list[tuple[int, str, int]] = []
        self.frames: list[Meaning] = []
        self.named: list[int] = []  # the things in the order in which they were named
        self.pending = Said()  # what is said of the next noun
        self.link: tuple[int, str] | None = None  # a thing, and its relation to the next noun
        self.before_noun = self.of_last = self.wearing = self.of_place = False

    def take(self, phrase: Tokens, meaning: Meaning) -> None:
        """Takes one phrase."""
        if meaning.kinds or meaning.worn:
            self._noun(meaning)
        elif meaning.poses or meaning.relations:
            self._doing(phrase, meaning)
        elif meaning.colours or meaning.sizes:
            self._attribute(meaning)
        elif meaning.counts:
            self._settle()
            self.pending = Said(counts=meaning.counts)
            self.before_noun, self.of_last, self.wearing = True, False, False
        elif meaning == Meaning():
            self._small_word(phrase)
        else:
            self._frame(phrase, meaning)

    def finished(self) -> Reading:
        """What was said."""
        self._settle()
        relations = [one for one in dict.fromkeys(self.relations) if one[0] != one[2]]
        settings, times, weathers, snow = (
            _together(getattr(frame, part) for frame in self.frames)
            for part in ("settings", "times", "weathers", "snow")
        )
        return Reading(tuple(map(_sensible, self.things)), tuple(relations), settings, times, weathers, snow)

    def _noun(self, meaning: Meaning) -> None:
        """A thing, or what has the colour of the last one."""
        if meaning.worn and self.named and self.things[self.named[-1]].kinds & meaning.worn:
            self._of_last(Said(colours=self.pending.colours))
        else:
            counts = self.pending.counts or (meaning.counts if len(meaning.kinds) == 1 else frozenset())
            said = Said(meaning.kinds or meaning.worn, sizes=meaning.sizes, counts=counts)
            self._name(Said(*map(or_, said, self.pending._replace(counts=frozenset()))))
        self._start()

    def _name(self, said: Said) -> None:
        """One more thing, or what more is said of it if it was named before."""
        kinds = [thing.kinds for thing in self.things]
        if said.kinds in kinds:
            index = kinds.index(said.kinds)
            self.things[index] = Said(*map(or_, self.things[index], said))
        else:
            index = len(self.things)
            self.things.append(said)
        self._linked(index)
        self.named.append(index)

    def _linked(self, index: int) -> None:
        """Completes a relation to a thing."""
        if self.link is None:
            return
        subject, name = self.link
        if name == "before":
            self.relations.append((index, "behind", subject))
        elif name != "in":
            self.relations.append((subject, name, index))
        elif self.things[index].kinds & HELD_IN:
            self.relations.append((subject, "on", index))
        self.link = None

    def _doing(self, phrase: Tokens, meaning: Meaning) -> None:
        """A verb, or a preposition."""
        poses, people = meaning.poses, bool(self.named) and self.things[self.named[-1]].kinds <= {*PEOPLE}
        if poses and self.before_noun and not self.of_last:
            self.pending = Said(*map(or_, self.pending, Said(poses=poses)))
            return
        if poses and self.named:
            self._settle()
            self._of_last(Said(poses=poses & OF_PEOPLE if meaning.relations and people else poses))
        elif poses:
            self.pending = Said(*map(or_, self.pending, Said(poses=poses)))
        if meaning.relations and (people or not poses):
            self._settle()
            self.link = (self.named[-1], min(meaning.relations)) if self.named else None
            self.before_noun = self.of_last = False
            self.wearing = phrase == ("in",)

    def _attribute(self, meaning: Meaning) -> None:
        """A shade or a size."""
        said = Said(colours=meaning.colours, sizes=meaning.sizes)
        if self.named and (self.of_last or (self.wearing and self.things[self.named[-1]].kinds <= {*PEOPLE})):
            self._of_last(said)
            self.link = None  # in blue, not in a boat
        else:
            self.pending = Said(*map(or_, self.pending, said))
            self.before_noun = True

    def _frame(self, phrase: Tokens, meaning: Meaning) -> None:
        """A place or a moment; what stands before a place is said of it, unless a noun follows: a green park bench."""
        if phrase[0] in LEADS:
            self._settle()
        self.of_place = bool(meaning.settings) or meaning.snow == LIES
        self.pending, self.link = self.pending._replace(counts=frozenset()), None
        self.frames.append(meaning)

    def _small_word(self, phrase: Tokens) -> None:
        """A word by which is known of what others are said."""
        word = phrase[0]
        if len(phrase) > 1 or word in JOINING:
            self.before_noun |= word in JOINING
        elif word in PRONOUNS and self.link is not None and len(self.named) > 1:
            self._linked(self.named[-2])
        elif word in BEFORE_NOUNS or word in OF_THE_LAST:
            self._settle()
            self.before_noun, self.of_last = word in BEFORE_NOUNS, word in OF_THE_LAST - {"."}
            self.wearing = False
            self.link = None if word in LEADS else self.link
        elif word in ("wearing", "wears", "dressed"):
            self.wearing = True

    def _settle(self) -> None:
        """What was said of a noun that does not follow is said of the last one, else of a thing of any kind."""
        said = Said() if self.of_place else self.pending._replace(counts=frozenset())
        self.pending, self.of_place = Said(), False
        if said != Said():
            if self.named:
                self._of_last(said)
            else:
                self._name(said)

    def _of_last(self, said: Said) -> None:
        last = self.named[-1]
        self.things[last] = Said(*map(or_, self.things[last], said))

    def _start(self) -> None:
        """What follows is said of nothing yet."""
        self.pending, self.link = Said(), None
        self.before_noun = self.of_last = self.wearing = self.of_place = False


def _together(several: Iterable[frozenset[str]]) -> frozenset[str]:
    """What all may mean, if there is anything, else what any may."""
    said = [one for one in several if one]
    return reduce(and_, said) or reduce(or_, said) if said else NONE


def _sensible(said: Said) -> Said:
    """Without colours that are none of its kinds', and poses of what does nothing."""
    kinds = said.kinds
    colours = frozenset(pair for pair in said.colours if not kinds or pair[0] in kinds or not pair[0])
    return said._replace(colours=colours, poses=said.poses if not kinds or kinds & DOING else NONE)
