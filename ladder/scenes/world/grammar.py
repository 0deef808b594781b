"""Small rules of English: articles, lists, agreement."""

from collections.abc import Sequence
from dataclasses import dataclass

DOUBLED = ("sit", "run", "nap", "bob", "swim", "trot", "flap")  # one short vowel, one consonant
STATES = {"park": "parked", "pitch": "pitched", "perch": "perched"}  # what is said of a thing at rest
NUMBERS = ("no", "one", "two", "three", "four", "five")


@dataclass(frozen=True)
class Phrase:
    """A noun phrase.

    Attributes:
        text: Its words.
        plural: Whether a verb agrees with it in the plural.
    """

    text: str
    plural: bool = False


@dataclass(frozen=True)
class Verb:
    """A verb in the three forms that captions need.

    Attributes:
        ing: ``running``.
        third: ``runs``.
        base: ``run``.
    """

    ing: str
    third: str
    base: str


def article(words: str) -> str:
    """The words with ``a`` or ``an`` before them, as they are spoken.

    Example:
        >>> article("orange kite"), article("red umbrella"), article("ewe"), article("hour")
        ('an orange kite', 'a red umbrella', 'a ewe', 'an hour')
    """
    first = words.lower()
    vowel = first[0] in "aeiou" and not first.startswith(("one", "uni", "use", "eu", "ewe"))
    return ("an " if vowel or first.startswith(("hour", "honest")) else "a ") + words


def listed(parts: Sequence[str]) -> str:
    """The parts with commas and a last ``and``.

    Example:
        >>> listed(["a dog"]), listed(["a dog", "a cat"]), listed(["a dog", "a cat", "two hens"])
        ('a dog', 'a dog and a cat', 'a dog, a cat and two hens')
    """
    if len(parts) == 1:
        return parts[0]
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def sentence(text: str) -> str:
    """The text with a capital first letter and single spaces, and a comma where a phrase and the next meet in ``on``.

    Example:
        >>> sentence("a  dog on the beach"), sentence("something to sit on on the grass")
        ('A dog on the beach', 'Something to sit on, on the grass')
    """
    text = " ".join(text.split()).replace(" on on ", " on, on ")
    return text[0].upper() + text[1:]


def verb(base: str) -> Verb:
    """A regular verb's forms, or those of the few irregular ones; a second word is kept behind.

    Example:
        >>> verb("glide past"), verb("sit").ing, verb("fly").third, verb("pass by").third
        (Verb(ing='gliding past', third='glides past', base='glide past'), 'sitting', 'flies', 'passes by')
    """
    if base in STATES:
        return Verb(STATES[base], f"is {STATES[base]}", f"are {STATES[base]}")
    word, _, rest = base.partition(" ")
    rest = " " + rest if rest else ""
    if word.endswith("ie"):
        ing = word[:-2] + "ying"
    elif word.endswith("e"):
        ing = word[:-1] + "ing"
    elif word in DOUBLED:
        ing = word + word[-1] + "ing"
    else:
        ing = word + "ing"
    if word.endswith("y") and word[-2] not in "aeiou":
        third = word[:-1] + "ies"
    else:
        third = word + ("es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return Verb(ing + rest, third + rest, base)


def words(text: str) -> tuple[str, ...]:
    """Words or phrases that are separated by semicolons.

    Example:
        >>> words("on the sand; by the sea")
        ('on the sand', 'by the sea')
    """
    return tuple(text.split("; "))


def verbs(text: str) -> tuple[Verb, ...]:
    """Verbs whose base forms are separated by semicolons.

    Example:
        >>> [verb.ing for verb in verbs("lie down; park")]
        ['lying down', 'parked']
    """
    return tuple(verb(base) for base in words(text))
