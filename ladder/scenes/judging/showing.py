"""How much of what words say a scene shows."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ladder.scenes.judging.similarity import (
    AREA,
    COLOUR,
    CONTENT,
    COUNT,
    FAMILY,
    KIND,
    OTHER_NAME,
    POSE,
    RELATED,
    SETTING,
    SIZE,
    STEP,
    TIME,
    WEATHER,
    WHOLE,
    Link,
    links,
)
from ladder.scenes.language.reading import Reading, Said
from ladder.scenes.world.graph import Scene, Thing
from ladder.scenes.world.kinds import KINDS
from ladder.scenes.world.settings import SETTINGS

BLOCK = 2048  # scenes at once


def shown(reading: Reading, scene: Scene) -> float:
    r"""The share of what words say that a scene shows, in [0, 1].

    .. math:: S = \frac{0.64\,[\text{content}]\,C + 0.2\,[\text{place}]\,P + 0.08\,[\text{time}]\,T
                        + 0.08\,[\text{weather}]\,W}
                       {0.64\,[\text{content}] + 0.2\,[\text{place}] + 0.08\,[\text{time}] + 0.08\,[\text{weather}]}

    The brackets are 1 for what is said and 0 for what is not: words need not tell everything that a scene shows. T
    and W are 1 where time and weather are what is said, else 0; P is :math:`k_\text{setting}`, or 1 where snow lies
    (falls) as is said, or the mean of both. C is the content,

    .. math:: C = \frac{\max \sum_{i \to j} s_{ij} + \sum_p \max_q r_{pq}}{I + P}

    over I things and P relations that are said, things matched one to one with those that the scene shows. Of a thing

    .. math:: s = k_\text{kind} \, \frac{0.5\,[\text{kind}] + 0.2\,[\text{colour}]\,c + 0.1\,[\text{pose}]\,p
                                        + 0.1\,[\text{size}]\,z + 0.1\,[\text{number}]\,n}
                                       {0.5\,[\text{kind}] + 0.2\,[\text{colour}] + 0.1\,[\text{pose}]
                                        + 0.1\,[\text{size}] + 0.1\,[\text{number}]}

    is shown, with c and p 1 for what is said, else 0, and z and n as in
    :func:`~ladder.scenes.judging.similarity.scene_similarity`, as are the relations' r and each k: 1 for what is
    said, 0.4 for another of a family or an area, else 0. Where words may mean several things, the nearest counts.
    Words that say nothing have 0.

    Example:
        >>> from ladder.scenes.world.graph import Thing
        >>> from ladder.scenes.language.reading import read
        >>> snow = Scene("park", "snow", "day", (Thing("dog", "brown", pose="running"), Thing("bench", "red")))
        >>> shown(read("a pooch in the snow"), snow), shown(read("a white pooch in the snow"), snow)
        (1.0, 0.8095238095238095)
    """
    return float(Showing([scene]).degrees(reading)[0])


class Showing:
    """What many scenes show, in arrays: 30,000 scenes are held against a text in some milliseconds.

    Args:
        scenes: N scenes.

    Example:
        >>> from ladder.scenes.world.graph import Thing
        >>> from ladder.scenes.language.reading import read
        >>> scenes = [Scene("beach", "clear", "day", (Thing(kind),)) for kind in ("dog", "cat", "kite")]
        >>> Showing(scenes).degrees(read("a hound at the beach")).round(2).tolist()
        [1.0, 0.54, 0.24]
    """

    def __init__(self, scenes: Sequence[Scene]) -> None:
        self.things = _Distinct([scene.things for scene in scenes])
        self.links = _Distinct([links(scene) for scene in scenes])
        self.frames = _Distinct([((scene.setting, scene.time, scene.weather),) for scene in scenes])
        self.of_kind: dict[str, list[int]] = {kind: [] for kind in KINDS}  # where the things of a kind are
        for place, thing in enumerate(self.things.known):
            self.of_kind[thing.kind].append(place)

    def degrees(self, reading: Reading) -> np.ndarray:
        """The share of what is said that each scene shows, ``(N,)`` float64."""
        shares = [(CONTENT, self._content(reading))] if reading.things else []
        for weight, said, share in (
            (SETTING, reading.settings or reading.snow, place_share),
            (TIME, reading.times, time_share),
            (WEATHER, reading.weathers, weather_share),
        ):
            if said:
                shares.append((weight, self.frames.of_each([share(reading, *frame) for frame in self.frames.known])[0]))
        total = sum(weight for weight, _ in shares)
        return sum((weight * share for weight, share in shares), np.zeros(len(self.frames))) / max(total, 1)

    def _content(self, reading: Reading) -> np.ndarray:
        """The share of the things and relations that are said, ``(N,)``."""
        gains = np.array([self._gains(said) for said in reading.things])
        shared = np.concatenate([_most(gains[:, block]) for block in self.things.blocks()])
        for subject, name, other in reading.relations:
            ends = reading.things[subject].kinds, reading.things[other].kinds
            shared += self.links.of_each([link_share(*ends, name, link) for link in self.links.known]).max(axis=0)
        return shared / (len(reading.things) + len(reading.relations))

    def _gains(self, said: Said) -> np.ndarray:
        """What each known thing shows of what is said of one, ``(known + 1,)``; the last is none."""
        gains = np.zeros(len(self.things.known) + 1)
        for kind in KINDS:
            if kin(kind, said.kinds, FAMILY):
                for place in self.of_kind[kind]:
                    gains[place] = thing_share(said, self.things.known[place])
        return gains


def thing_share(said: Said, thing: Thing) -> float:
    """The share of what is said of a thing that this one shows."""
    shares = [
        (KIND, said.kinds, True),
        (COLOUR, said.colours, bool(said.colours & {("", thing.colour), (thing.kind, thing.colour)})),
        (POSE, said.poses, thing.pose in said.poses),
        (SIZE, said.sizes, max((2 - abs(STEP[size] - STEP[thing.size]) for size in said.sizes), default=0) / 2),
        (COUNT, said.counts, max((_counted(count, thing.count) for count in said.counts), default=0)),
    ]
    total = sum(weight for weight, about, _ in shares if about)
    return kin(thing.kind, said.kinds, FAMILY) * sum(weight * share for weight, about, share in shares if about) / total


def link_share(subject: frozenset[str], other: frozenset[str], name: str, link: Link) -> float:
    """The share of a relation between things of these kinds that this one shows."""
    ends = kin(link.subject, subject, FAMILY) * kin(link.object, other, FAMILY)
    return ends * (1 if link.name == name else OTHER_NAME / WHOLE)


def place_share(reading: Reading, setting: str, time: str, weather: str) -> float:
    """The share of what is said of the place: its name, snow, or both."""
    about, shares = SETTINGS[setting], []
    if reading.settings:
        shares.append(kin(setting, reading.settings, AREA))
    if reading.snow:
        falls = weather == "snow"
        here = {"lies": about.snowy or (falls and not about.indoors), "falls": falls}
        shares.append(float(any(here[how] for how in reading.snow)))
    return sum(shares) / len(shares)


def time_share(reading: Reading, setting: str, time: str, weather: str) -> float:
    """1 at a time that is said."""
    return float(time in reading.times)


def weather_share(reading: Reading, setting: str, time: str, weather: str) -> float:
    """1 in a weather that is said."""
    return float(weather in reading.weathers)


def kin(one: str, said: frozenset[str], families: dict[str, str]) -> float:
    """1 for a kind or setting that is said, or where none is; 0.4 for another of its family; else 0."""
    if not said or one in said:
        return 1.0
    return RELATED / WHOLE * (one in families and families[one] in {families.get(other) for other in said})


def _counted(said: int, count: int) -> float:
    """How near two numbers are."""
    return ((said == count) + ((said > 1) == (count > 1))) / 2


class _Distinct:
    """Parts of many scenes, each kept once.

    Args:
        parts: Those of each scene.
    """

    def __init__(self, parts: Sequence[Sequence[Any]]) -> None:
        places: dict[Any, int] = {}
        slots = max((len(of_scene) for of_scene in parts), default=0)
        self.places = np.full((max(slots, 1), len(parts)), -1)  # in the known parts, -1 where there is none
        for column, of_scene in enumerate(parts):
            for slot, part in enumerate(of_scene):
                self.places[slot, column] = places.setdefault(part, len(places))
        self.known = list(places)

    def __len__(self) -> int:
        return self.places.shape[1]

    def blocks(self) -> Iterator[np.ndarray]:
        """``places`` of some scenes after others, few enough to stay in the processor's cache."""
        yield from (self.places[:, start : start + BLOCK] for start in range(0, max(len(self), 1), BLOCK))

    def of_each(self, values: Sequence[float] | np.ndarray) -> np.ndarray:
        """The value of each part of each scene, ``(slot, scene)``; 0 where there is none."""
        return np.append(values, 0.0)[self.places]


def _most(gains: np.ndarray) -> np.ndarray:
    """The most that a matching one to one gains, ``(scene,)``, from ``(said, slot, scene)``."""
    best = {0: np.zeros(gains.shape[2])}  # by the set of slots that are taken
    for gain in gains:
        after = dict(best)
        for taken, total in best.items():
            for slot, more in enumerate(gain):
                both = taken | 1 << slot
                if both != taken:
                    after[both] = np.maximum(after[both], total + more) if both in after else total + more
        best = after
    return np.maximum.reduce(list(best.values()))
