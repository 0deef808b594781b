"""The long tail: combinations that only the split ``tail`` shows, each of common parts."""

from ladder.scenes.composing.compose import compose
from ladder.scenes.world.dice import Dice
from ladder.scenes.world.graph import Scene

TAIL = "tail"
WITHHELD: frozenset[tuple[str, ...]] = frozenset(
    {
        ("bicycle", "harbour"),  # a kind in a setting
        ("cat", "street"),
        ("deer", "lake"),
        ("dog", "mountains"),
        ("fox", "desert"),
        ("horse", "beach"),
        ("hot-air balloon", "park"),
        ("tent", "beach"),
        ("bird", "on", "bicycle"),  # a kind, a relation, a kind
        ("bird", "on", "van"),
        ("child", "on", "bench"),
        ("dog", "on", "armchair"),
        ("dog", "under", "tree"),
        ("duck", "beside", "rowboat"),
        ("man", "beside", "dog"),
        ("woman", "holding", "balloon"),
        ("bicycle", "blue"),  # a kind in a colour
        ("cake", "pink"),
        ("car", "yellow"),
        ("horse", "black"),
        ("hot-air balloon", "orange"),
        ("sailboat", "red"),
        ("tent", "purple"),
        ("tree", "pink"),
    }
)


def withheld(scene: Scene) -> set[tuple[str, ...]]:
    """The withheld combinations that a scene shows: none in any split but ``tail``.

    Example:
        >>> from ladder.scenes.world.graph import Thing
        >>> withheld(Scene("beach", "clear", "day", (Thing("horse", "brown"), Thing("ball", "red"))))
        {('horse', 'beach')}
    """
    shown: set[tuple[str, ...]] = {(thing.kind, scene.setting) for thing in scene.things}
    shown |= {(thing.kind, thing.colour) for thing in scene.things}
    for relation in scene.relations:
        shown.add((scene.things[relation.subject].kind, relation.name, scene.things[relation.object].kind))
    return shown & WITHHELD


def compose_for(split: str, dice: Dice) -> Scene:
    """A scene for a split: with a withheld combination for ``tail``, else without; drawn until one fits."""
    while True:
        scene = compose(dice)
        if bool(withheld(scene)) == (split == TAIL):
            return scene
