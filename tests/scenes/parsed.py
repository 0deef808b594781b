"""Takes the noun phrases of a caption apart: determiner, modifiers, noun."""

import re
from dataclasses import dataclass

from ladder.scenes.language import lexicon

TABLES = (lexicon.NOUNS, lexicon.YOUNG, lexicon.GENERAL)
VAGUE = {phrase for phrases in lexicon.VAGUE.values() for phrase in phrases}  # of one thing
PLANT = ("plant", "plants")  # of the plant in a coloured pot
NOUNS: dict[str, set[str]] = {form: {"plant"} for form in PLANT}  # every form, and the kinds that it may mean
PLURALS = {"plants"}
for table in TABLES:
    for kind, pairs in table.items():
        for pair in pairs:
            PLURALS.add(pair[1])
            for form in pair:
                NOUNS.setdefault(form, set()).add(kind)
for kind, phrases in lexicon.VAGUE.items():
    for phrase in phrases:
        NOUNS.setdefault(phrase, set()).add(kind)
SHADES = {colour: {token for shade in shades for token in shade.split()} for colour, shades in lexicon.SHADES.items()}
MODIFIERS = (
    {
        token
        for shades in (*lexicon.SHADES.values(), *lexicon.OWN_SHADES.values())
        for shade in shades
        for token in shade.split()
    }
    | {size for sizes in lexicon.SIZES.values() for size in sizes}
    | {token for known in lexicon.QUALITIES.values() for quality in known for token in quality.split()}
    | {"empty", "lit", "glowing"}
) - {"and"}
SCENERY = re.compile(  # nouns of a setting, which are no things of a scene
    "colourful houses|gabled houses|row of (tall )?houses|town houses|tall houses|tall buildings|quayside houses"
    "|inside the house|the hat of|with a basket"
)
NOUN = re.compile(r"\b(" + "|".join(sorted(map(re.escape, NOUNS), key=len, reverse=True)) + r")\b(?!-)")


@dataclass(frozen=True)
class Named:
    """A thing as a caption names it."""

    noun: str
    determiner: str
    modifiers: tuple[str, ...]
    after: str

    @property
    def kinds(self) -> set[str]:
        return NOUNS[self.noun]


def named_things(caption: str) -> list[Named]:
    """The noun phrases of a caption, in order."""
    text = SCENERY.sub(" ", caption.lower()).replace(",", " , ")
    found = []
    for match in NOUN.finditer(text):
        before = text[: match.start()].split()
        modifiers: list[str] = []
        while before and (before[-1] in MODIFIERS or (before[-1] == "and" and modifiers and modifiers[-1] == "white")):
            modifiers.append(before.pop())
        determiner = "a" if match[1] in VAGUE else before[-1] if before else ""
        found.append(Named(match[1], determiner, tuple(modifiers), text[match.end() :]))
    return found
