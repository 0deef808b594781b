"""What the page Compare looks at, and all that is computed for it: kept between reruns, with the files' versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from ladder.comparison import Comparison, Row, compare, side_by_side
from ladder.comparison.paired import PairedSamples
from ladder.comparison.side_by_side import Beside, Slice, View, asking
from ladder.runs import RunFolder
from ladder.runs.folder import CONFIG, EVALUATION
from ladder.runs.samples import Samples
from ladder.search.ranking import ExactMatch
from ladder.words.directions import DIRECTIONS
from pages.parts.shell import cache, listing
from pages.parts.shell.sidebar import Preset, Selection

if TYPE_CHECKING:
    from ladder.evaluation.protocols import Gallery

SLICES = ("caption length", "relevant items", "cluster")
Paths = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Sides:
    """Two sides in one evaluation, with the part of its queries that is looked at.

    Attributes:
        groups: The runs of A and of B, each at least one.
        view: The evaluation.
        direction: Who asks.
        preset: How much is shown.
        by: How the queries are sliced; empty for not at all.
        part: The slice that is looked at; None for all queries.
    """

    groups: tuple[tuple[RunFolder, ...], tuple[RunFolder, ...]]
    view: View
    direction: str
    preset: Preset
    by: str = ""
    part: Slice | None = None

    @property
    def firsts(self) -> list[RunFolder]:
        """The run of each side whose rankings are shown."""
        return [group[0] for group in self.groups]

    @property
    def paths(self) -> Paths:
        """The folders of both sides."""
        a, b = (tuple(str(folder.path) for folder in group) for group in self.groups)
        return a, b

    @cached_property
    def version(self) -> str:
        """Changes whenever what is read or looked at does; of all queries."""
        return "|".join([*(cache.fingerprint(folder) for group in self.groups for folder in group), self.view.name])

    @property
    def shown(self) -> str:
        """The same with direction and slice: the version of a drawing."""
        return "|".join([self.version, self.direction, self.by, self.part.name if self.part else ""])

    @cached_property
    def comparison(self) -> Comparison:
        """Both sides compared on the queries that are looked at, with the few figures as the family."""
        found = _compared(
            self.paths, self.view.name, f"{self.version}|{self.by}|{self.part and self.part.name}", self.part
        )
        return found.choose(side_by_side.few(found))

    @property
    def pair(self) -> PairedSamples:
        """Both sides' values per query, all of them."""
        return _pair(self.paths, self.view.name, self.version)

    @property
    def beside(self) -> Beside:
        """The first run's lists of each side, of all queries."""
        return self.lists(self.direction)

    def lists(self, direction: str) -> Beside:
        """The same of either direction."""
        a, b = (str(folder.path) for folder in self.firsts)
        return _beside(a, b, self.view.name, direction, "|".join([cache.fingerprint(folder) for folder in self.firsts]))

    @property
    def kept(self) -> np.ndarray:
        """``(query,)`` bool, the queries of the direction that are looked at."""
        if self.part is not None:
            return self.part.queries[self.direction]
        return np.ones(len(self.samples[0][0][self.direction]["query"]), dtype=bool)

    @property
    def rows(self) -> np.ndarray:
        """Their rows."""
        return np.flatnonzero(self.kept)

    @property
    def samples(self) -> tuple[list[Samples], list[Samples]]:
        """The values per query of each run of both sides."""
        return _samples(self.paths, self.view.name, self.version)

    def score(self, figure: str) -> tuple[np.ndarray, np.ndarray]:
        """A figure of the first run of each side, ``(query,)`` each."""
        a, b = (side[0][self.direction][figure] for side in self.samples)
        return a, b

    @property
    def slices(self) -> list[Slice]:
        """The parts that the queries are sliced into."""
        return slices(self, self.by) if self.by else []


def of(chosen: Selection, groups: tuple[tuple[RunFolder, ...], tuple[RunFolder, ...]], view: View) -> Sides:
    """The sides as the sidebar has them, all queries."""
    return Sides(groups, view, chosen.direction, chosen.preset)


def sliced(sides: Sides, by: str, part: str) -> Sides:
    """The same with one part of the queries; all of them where there is no such part."""
    with_slices = replace(sides, by=by)
    return replace(with_slices, part=next((found for found in with_slices.slices if found.name == part), None))


def slices(sides: Sides, by: str) -> list[Slice]:
    """The parts of the queries by one of ``SLICES``."""
    folder, name = sides.firsts[0], sides.view.name
    if by == "relevant items":
        values = {way: sides.lists(way).relevant for way in DIRECTIONS}
        return side_by_side.by_thirds(values, ("few", "some", "many"), "relevant items")
    if by == "cluster":
        return _clusters(str(folder.path), name, cache.fingerprint(folder))
    lengths = side_by_side.caption_lengths(_gallery(str(folder.path), name, cache.fingerprint(folder)))
    return side_by_side.by_thirds(lengths, ("short", "middle", "long"), "words")


def by_slice(sides: Sides, figure: str) -> list[tuple[str, Row]]:
    """B - A of one figure in every part of the queries."""
    return _by_slice(sides.paths, sides.view.name, figure, f"{sides.version}|{sides.by}", sides.slices)


def report(folder: RunFolder, view: View) -> Mapping[str, Any]:
    """What a run's evaluation found."""
    return cache.evaluation(folder)[view.name]


def views(folders: Sequence[RunFolder], split: str, exact_match: ExactMatch, *, every: bool) -> list[View]:
    """The evaluations that all runs have, see :func:`ladder.comparison.side_by_side.views`."""
    paths, states = tuple(str(folder.path) for folder in folders), "|".join(map(cache.fingerprint, folders))
    return _views(paths, split, exact_match, every, states)


def seeds(folder: RunFolder, view: View) -> list[str]:
    """The names of the runs that differ from one in nothing but the seed and have the same evaluation."""
    others = listing.all_runs()
    state = "|".join(f"{folder.path}:{folder.stamp(CONFIG, EVALUATION)}" for folder in others)
    return _seeds(str(folder.path), view.name, state)


def _folders(paths: Sequence[str]) -> list[RunFolder]:
    return [RunFolder(Path(path)) for path in paths]


@st.cache_resource(max_entries=24, show_spinner=False)
def _compared(paths: Paths, view: str, version: str, _part: Slice | None) -> Comparison:
    found = compare([_folders(side) for side in paths], view, queries=_part and _part.queries)
    if _part is None:
        return found
    return replace(found, notes=(f"only a part of the queries: {_part.name} ({_part.said})", *found.notes))


@st.cache_resource(max_entries=6, show_spinner=False)
def _samples(paths: Paths, view: str, version: str) -> tuple[list[Samples], list[Samples]]:
    a, b = ([folder.samples(view) for folder in _folders(side)] for side in paths)
    return a, b


@st.cache_resource(max_entries=6, show_spinner=False)
def _pair(paths: Paths, view: str, version: str) -> PairedSamples:
    return PairedSamples(*_samples(paths, view, version))


@st.cache_data(max_entries=32, show_spinner=False)
def _views(paths: tuple[str, ...], split: str, exact_match: ExactMatch, every: bool, version: str) -> list[View]:
    return side_by_side.views(_folders(paths), split, exact_match, every=every)


@st.cache_data(max_entries=32, show_spinner=False)
def _seeds(path: str, view: str, version: str) -> list[str]:
    found = side_by_side.seeds_of(RunFolder(Path(path)), listing.all_runs())
    return [folder.name for folder in found if view in folder.evaluation()]


@st.cache_resource(max_entries=6, show_spinner="Reading who asks …")
def _gallery(path: str, view: str, version: str) -> "Gallery":
    folder = RunFolder(Path(path))
    return asking.gallery(folder, folder.evaluation()[view])


@st.cache_resource(max_entries=6, show_spinner="Reading the rankings of both runs …")
def _beside(a: str, b: str, view: str, direction: str, version: str) -> Beside:
    folders = _folders([a, b])
    galleries = [_gallery(str(folder.path), view, cache.fingerprint(folder)) for folder in folders]
    return side_by_side.beside(folders, view, direction, galleries=galleries)


@st.cache_resource(max_entries=4, show_spinner="Grouping the queries …")
def _clusters(path: str, view: str, version: str) -> list[Slice]:
    return side_by_side.by_cluster(_gallery(path, view, version))


@st.cache_data(max_entries=32, show_spinner=False)
def _by_slice(paths: Paths, view: str, figure: str, version: str, _slices: list[Slice]) -> list[tuple[str, Row]]:
    a, b = _samples(paths, view, version.rpartition("|")[0])
    return side_by_side.differences_by_slice(a, b, figure, _slices)
