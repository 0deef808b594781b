"""What the map reads of a run's split, read once and shared by all visitors."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import streamlit as st

from ladder import space
from ladder.errors import DataError, RunError
from ladder.runs import RunFolder
from ladder.runs.embeddings import Embeddings
from ladder.runs.maps import Layout, MapSettings
from ladder.runs.samples import view_name
from ladder.search.ranking import ExactMatch
from ladder.space import Asked, Changed, Clusters
from ladder.space.layouts.placing import Placement, place
from ladder.space.layouts.points import Points, laid_out
from pages.parts.shell import cache

FEW = 10_000  # items that PCA lays out while a page waits


class Space:
    """The items of a split in a run's space: N images, then M captions.

    Args:
        folder: The run.
        split: The split.
    """

    def __init__(self, folder: RunFolder, split: str) -> None:
        self.folder, self.split = folder, split
        self.vectors: Embeddings = cache.embeddings(folder, split)
        self.images, self.captions = len(self.vectors.image_ids), len(self.vectors.caption_ids)
        self.count = self.images + self.captions
        self.kinds = space.kinds(self.images, self.captions)
        self._points: dict[bool, Points] = {}
        self._clusters: dict[bool, Clusters] = {}
        self._layouts: dict[str, Layout] = {}
        self._shared: dict[str, np.ndarray] = {}
        self._figures: dict[str, np.ndarray] = {}

    @cached_property
    def ids(self) -> list[str]:
        """The names of all items."""
        return self.vectors.image_ids + self.vectors.caption_ids

    @cached_property
    def image_rows(self) -> dict[str, int]:
        """The row of each image by its name."""
        return {name: row for row, name in enumerate(self.vectors.image_ids)}

    @cached_property
    def caption_rows(self) -> dict[str, int]:
        """The row of each caption by its name, behind the images."""
        return {name: row for row, name in enumerate(self.vectors.caption_ids, self.images)}

    def row(self, name: str) -> int | None:
        """The row of an item; None where there is no such name."""
        return self.image_rows.get(name, self.caption_rows.get(name))

    @cached_property
    def image_of(self) -> np.ndarray:
        """``(items,)`` the image of each."""
        return np.concatenate([np.arange(self.images), self.vectors.caption_image])

    @cached_property
    def first_caption(self) -> np.ndarray:
        """``(N,)`` the first caption of each image."""
        return np.searchsorted(self.vectors.caption_image, np.arange(self.images))

    def caption(self, row: int) -> str:
        """A caption itself; of an image the first."""
        return self.vectors.texts[self.first_caption[row] if row < self.images else row - self.images]

    def own(self, row: int) -> np.ndarray:
        """The other items of an item's image."""
        rows = np.flatnonzero(self.image_of == self.image_of[row])
        return rows[rows != row]

    def points(self, *, centred: bool) -> Points:
        """The distinct vectors."""
        if centred not in self._points:
            self._points[centred] = space.points(self.vectors, centred=centred)
        return self._points[centred]

    def clusters(self, *, centred: bool = False) -> Clusters:
        """Groups of near items with their words."""
        if centred not in self._clusters:
            rows = np.concatenate(laid_out(self.vectors, centred=centred))
            self._clusters[centred] = space.clusters(rows, space.texts_of(self.vectors))
        return self._clusters[centred]

    def layout(self, name: str) -> Layout:
        """A map of the run's folder.

        Raises:
            RunError: If it is not there; the text names the command that makes it.
        """
        if name not in self._layouts:
            self._layouts[name] = self.folder.map(name)
        return self._layouts[name]

    def has(self, settings: MapSettings) -> bool:
        """Whether the run holds a map, or it is PCA of so few items that it is laid out on the spot."""
        return settings.name in self.folder.maps() or (settings.method == "pca" and self.count <= FEW)

    def laid_out(self, settings: MapSettings) -> Layout:
        """The map of these settings, see :meth:`has`.

        Raises:
            RunError: If it is neither there nor made in a moment.
        """
        if settings.name in self.folder.maps() or not self.has(settings):
            return self.layout(settings.name)
        if settings.name not in self._layouts:
            from ladder.space.layouts import lay_out

            self._layouts[settings.name] = lay_out(self.vectors, settings)[0]
        return self._layouts[settings.name]

    def shared_with(self, other: "Space") -> np.ndarray:
        """The share of each item's true neighbours that it has in another run too."""
        key = str(other.folder.path)
        if key not in self._shared:
            self._shared[key] = space.shared_neighbours(self.vectors, other.vectors)
        return self._shared[key]

    def figure(self, name: str) -> np.ndarray:
        """A figure of each item as a query; nan where the run has none."""
        if name not in self._figures:
            try:
                samples = self.folder.samples(view_name(self.split))
                self._figures[name] = space.per_query(samples, name, self.images, self.captions)
            except RunError:
                self._figures[name] = np.full(self.count, np.nan, dtype=np.float32)
        return self._figures[name]


def opened(folder: RunFolder, split: str) -> Space:
    """A run's split, opened anew when its files have changed.

    Raises:
        RunError: If its embeddings are missing or damaged.
    """
    return _opened(str(folder.path), split, cache.fingerprint(folder))


@st.cache_resource(max_entries=6, show_spinner=False)
def _opened(path: str, split: str, state: str) -> Space:
    return Space(RunFolder(Path(path)), split)


def pictured(folder: RunFolder) -> bool:
    """Whether the run's data set is where it was, with pictures."""
    try:
        return cache.split_of(folder.config.data.spec, folder.first_split).pictures is not None
    except DataError:
        return False


def asked(
    folder: RunFolder, judge: RunFolder, split: str, *, text: str, item: str, exact_match: ExactMatch
) -> tuple[Asked, str]:
    """What a query is to every item, and who judges that.

    Args:
        folder: The run that is searched.
        judge: The run whose judge says what is relevant.
        split: The split that is searched.
        text: Words; empty for an item.
        item: An item's name; empty for words.
        exact_match: Whether the query's own items are kept.

    Raises:
        LadderError: If the query cannot be answered.
    """
    states = (cache.fingerprint(folder), cache.fingerprint(judge))
    return _asked(str(folder.path), str(judge.path), split, text, item, exact_match, states)


@st.cache_resource(max_entries=32, show_spinner=False)
def _asked(
    path: str, judge: str, split: str, text: str, item: str, exact_match: ExactMatch, states: tuple[str, str]
) -> tuple[Asked, str]:
    run, judging = (cache.opened(RunFolder(Path(one))) for one in (path, judge))
    vectors = run.vectors(split)
    counts = len(vectors.image_ids), len(vectors.caption_ids)
    query = {"text": text} if text else {"item": item}
    rankings = [
        run.search(**query, k=sum(counts), among=among, split=split, exact_match=exact_match, judge=judging)
        for among in ("images", "captions")
    ]
    return space.asked(rankings, *counts), rankings[0].judged_by


def placed(folder: RunFolder, text: str, layout: Layout, vectors: Embeddings) -> Placement:
    """Where words stand on a map that was made without them."""
    return place(_encoded(str(folder.path), text, cache.fingerprint(folder)), "caption", layout, vectors)


@st.cache_resource(max_entries=64, show_spinner=False)
def _encoded(path: str, text: str, fingerprint: str) -> np.ndarray:
    from ladder.models import encode

    tower = cache.opened(RunFolder(Path(path))).model.text
    return encode(tower, tower.prepare([text]))[0]


def changed(first: Space, second: Space, layouts: tuple[Layout, Layout], count: int) -> list[Changed]:
    """The items whose neighbours differ most between two runs, of those that moved more than noise on aligned maps."""
    keys = tuple(f"{one.folder.path}|{cache.fingerprint(one.folder)}" for one in (first, second))
    return _changed(first, second, layouts, count, (*keys, *(layout.settings.name for layout in layouts)))


@st.cache_resource(max_entries=8, show_spinner=False)
def _changed(
    _first: Space, _second: Space, _layouts: tuple[Layout, Layout], count: int, key: tuple[str, ...]
) -> list[Changed]:
    mine, its = _layouts
    shared = mine.shared if mine.shared is not None else space.shared_neighbours(_first.vectors, _second.vectors)
    moved = space.moved(its.places, mine.places)
    noise, centred = mine.trust.moved_noise or 0.0, mine.settings.centred
    vectors = (_first.vectors, _second.vectors)
    return space.most_changed(*vectors, shared, moved=moved, noise=noise, count=count, centred=centred)


def epochs(run: Space, names: Sequence[str]) -> list[tuple[Layout, np.ndarray]]:
    """The maps of a run's epochs, with places for all items of the split: nan for those outside the sample."""
    whole = []
    for name in names:
        layout = run.layout(name)
        vectors = run.folder.epoch(run.split, int(layout.settings.epoch or 0))
        places = np.full((run.count, 2), np.nan, dtype=np.float32)
        rows = [run.image_rows[name] for name in vectors.image_ids]
        places[rows + [run.caption_rows[name] for name in vectors.caption_ids]] = layout.places
        whole.append((layout, places))
    return whole
