"""How alike two scenes are, by their graphs alone: the exact judge of drawn pictures and their captions."""

from itertools import permutations
from typing import Any, NamedTuple

import numpy as np

from ladder.scenes.world.families import AREA, FAMILY
from ladder.scenes.world.graph import Scene

METHOD = 1  # raised when the same scenes come to be judged otherwise
WHOLE = 100  # all shares are whole percents: sums of them are exact in any order
CONTENT, SETTING, TIME, WEATHER = 64, 20, 8, 8  # of a scene
KIND, COLOUR, POSE, SIZE, COUNT = 50, 20, 10, 10, 10  # of a thing
RELATED = 40  # of a kind or a setting, for another of its family; below KIND, so that equal kinds are matched first
OTHER_NAME = 50  # of a relation, for another one between the same kinds
MAIN, FURTHER = 2, 1  # weights of the main thing of a scene, and of every other thing and every relation

STEP = {"small": -1, "": 0, "large": 1}


class Traits(NamedTuple):
    """What of a thing is compared: of one, or of many in integer arrays that broadcast."""

    weight: Any
    kind: Any
    family: Any
    colour: Any
    pose: Any
    step: Any
    count: Any


class Link(NamedTuple):
    """What of a relation is compared; likewise."""

    subject: Any
    subject_family: Any
    name: Any
    object: Any
    object_family: Any


class Frame(NamedTuple):
    """What of a scene is compared besides its things and relations; likewise."""

    weight: Any
    setting: Any
    area: Any
    time: Any
    weather: Any


def scene_similarity(one: Scene, other: Scene) -> float:
    r"""How alike two scenes are, in [0, 1].

    .. math:: S = 0.64\,C + 0.2\,k_\text{setting} + 0.08\,[\text{same time}] + 0.08\,[\text{same weather}]

    C is the content that both show: things matched one to one, and relations likewise, so that most is shared,

    .. math:: C = \frac{\max \sum_{i \to j} (w_i + w_j)\, s_{ij} + \max \sum_{p \to q} 2\, r_{pq}}
                       {\sum_i w_i + \sum_j w_j + P + Q}

    over things i and P relations of the one, things j and Q relations of the other. The main thing of a scene weighs
    :math:`w = 2`, any other 1. Where neither shows anything, C is 1. Two things share

    .. math:: s = k_\text{kind} \, (0.5 + 0.2\,[\text{same colour}] + 0.1\,[\text{same pose}] + 0.1\,z + 0.1\,n)

    with z of their sizes: 1 for the same, 0.5 for a step between small, usual and large, 0 for two; and n of their
    numbers: 1 for the same, 0.5 for two and three and the like, 0 for one and several. Two relations share
    :math:`r = k_\text{subject}\, k_\text{object}`, half of that where they have other names. Each k is 1 for the same
    kind or setting, 0.4 for two of a family (:mod:`ladder.scenes.world.families`), else 0.

    It is symmetric, and 1 for the same graph, whatever its seed and the order of its things. From there, each colour,
    pose, size, number, time, weather or setting that is changed lowers it further, and so does a thing changed into
    one of a family that the other scene does not show; one thing more or less lowers it, too.

    Example:
        >>> from ladder.scenes.world.graph import Thing
        >>> beach = Scene("beach", "clear", "day", (Thing("dog", "brown", pose="running"),))
        >>> scene_similarity(beach, Scene("beach", "clear", "day", (Thing("dog", "white", pose="running"),)))
        0.872
        >>> lake = Scene("lake", "rain", "day", (Thing("fox", "orange", pose="running"), Thing("bench", "red")))
        >>> round(scene_similarity(beach, lake), 3)
        0.324
    """
    things = [[thing_points(a, b) for b in traits(other)] for a in traits(one)]
    relations = [[link_points(a, b) for b in links(other)] for a in links(one)]
    return float(combined(_most(things) + _most(relations), frame(one), frame(other)))


def traits(scene: Scene) -> list[Traits]:
    """Those of a scene's things, the main one first."""
    found = []
    for place, thing in enumerate(scene.things):
        weight, family = FURTHER if place else MAIN, FAMILY.get(thing.kind, thing.kind)
        found.append(Traits(weight, thing.kind, family, thing.colour, thing.pose, STEP[thing.size], thing.count))
    return found


def links(scene: Scene) -> list[Link]:
    """Those of a scene's relations."""
    kinds = [(thing.kind, FAMILY.get(thing.kind, thing.kind)) for thing in scene.things]
    return [Link(*kinds[one.subject], one.name, *kinds[one.object]) for one in scene.relations]


def frame(scene: Scene) -> Frame:
    """That of a scene; its weight is that of all its things and relations."""
    weight = MAIN * bool(scene.things) + FURTHER * len(scene.things[1:] + scene.relations)
    return Frame(weight, scene.setting, AREA.get(scene.setting, scene.setting), scene.time, scene.weather)


def thing_points(one: Traits, other: Traits) -> Any:
    """What two things share by the weight of both, in parts of 10,000."""
    alike = (
        KIND
        + COLOUR * (one.colour == other.colour)
        + POSE * (one.pose == other.pose)
        + SIZE * (2 - abs(one.step - other.step)) // 2
        + COUNT // 2 * (one.count == other.count)
        + COUNT // 2 * ((one.count > 1) == (other.count > 1))
    )
    return (one.weight + other.weight) * _kin(one.kind == other.kind, one.family == other.family) * alike


def link_points(one: Link, other: Link) -> Any:
    """What two relations share by the weight of both, in parts of 10,000."""
    subjects = _kin(one.subject == other.subject, one.subject_family == other.subject_family)
    objects = _kin(one.object == other.object, one.object_family == other.object_family)
    name = OTHER_NAME + (WHOLE - OTHER_NAME) * (one.name == other.name)
    return 2 * FURTHER * subjects * objects * name // WHOLE


def combined(shared: Any, one: Frame, other: Frame) -> np.ndarray:
    """The similarity of scenes from the points that their best matchings share."""
    most = WHOLE * WHOLE * (one.weight + other.weight)
    content = np.where(most > 0, shared / np.maximum(most, 1), 1.0)
    kin = _kin(one.setting == other.setting, one.area == other.area) / WHOLE
    same = TIME * (one.time == other.time) + WEATHER * (one.weather == other.weather)
    found: np.ndarray = (CONTENT * content + SETTING * kin + same) / WHOLE
    return found


def _kin(same: Any, family: Any) -> Any:
    """What two of these share in percent."""
    return RELATED * family + (WHOLE - RELATED) * same


def _most(gains: list[list[int]]) -> int:
    """The most that a matching one to one gains from a table: all are tried, the shorter side along the longer."""
    if not gains or not gains[0]:
        return 0
    short, long = sorted((len(gains), len(gains[0])))
    along = gains if len(gains) == short else list(zip(*gains, strict=True))
    return max(
        sum(row[place] for row, place in zip(along, order, strict=True)) for order in permutations(range(long), short)
    )
