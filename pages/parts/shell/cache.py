"""What is kept between reruns and shared by all visitors, read only: opened runs, what they hold, and data sets.

The one place where pages get them. Each is kept with a bound under its path and the change times of its files, so that
what has changed is read anew at the next rerun. What a page makes of them it keeps itself, under :func:`fingerprint` or
:func:`version`. All runs at once are those of :mod:`pages.parts.shell.listing`.

torch is imported inside, when a run is first opened: a page that only draws starts without it.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from ladder.datasets import CaptionedImages, alone, open_dataset
from ladder.datasets.places import named_paths
from ladder.errors import LadderError
from ladder.runs import RunFolder
from ladder.runs.folder import BEST, CONFIG, EMBEDDINGS, EPOCHS, EVALUATION, MAPS, SAMPLES
from ladder.scenes.language.plain import QUERIES

if TYPE_CHECKING:
    from ladder.runs.embeddings import Embeddings
    from ladder.runs.samples import Samples
    from ladder.search.calibration import AskedBy, Calibration
    from ladder.search.ranking import Among
    from pages.parts.shell.opened import OpenedRun

T = TypeVar("T")
EXAMPLES, LETTERS = 5, 30
READ = (CONFIG, EVALUATION, BEST, EMBEDDINGS, SAMPLES, MAPS, EPOCHS)  # not the state of a training and its log
TABLES = (".npy", ".txt", ".token", ".json", ".csv", ".parquet")  # what a data set is read from, its pictures apart
PLAIN = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+){2,7}")  # three words or more, and no sign that Markdown could read


def fingerprint(folder: RunFolder) -> str:
    """Changes whenever what pages read of a run does."""
    return folder.stamp(*READ)


def version(spec: str) -> str:
    """Changes whenever a file that a data set is read from does, or a picture comes or goes beside them.

    Raises:
        DataError: If the specification is none.
    """
    stamps = []
    for path in named_paths(spec):
        own = _stamp(str(path))
        stamps += [own, *(_stamp(table) for table in _tables(str(path), own))]
    return "|".join(stamps)


def _stamp(path: str) -> str:
    """When a file was written, or an entry of a folder came or went, and its size; empty where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return ""
    return f"{path}:{found.st_mtime_ns}:{found.st_size}"


@lru_cache(maxsize=64)
def _tables(folder: str, stamp: str) -> list[str]:
    """Those of a folder that may hold thousands of pictures, listed anew when one comes or goes."""
    try:
        return sorted(f"{folder}/{name}" for name in os.listdir(folder) if name.endswith(TABLES))
    except OSError:  # a file, or just gone
        return []


def data_set(spec: str) -> CaptionedImages:
    """A data set, whole.

    Raises:
        DataError: If it cannot be opened.
    """
    return _data_set(spec, version(spec))


@st.cache_resource(max_entries=4, show_spinner=False)
def _data_set(spec: str, version: str) -> CaptionedImages:
    return open_dataset(spec)


def split_of(spec: str, split: str) -> CaptionedImages:
    """A split of a data set.

    Raises:
        DataError: If it cannot be opened, or has no such split.
    """
    return _split_of(spec, split, version(spec))


@st.cache_resource(max_entries=8, show_spinner=False)
def _split_of(spec: str, split: str, version: str) -> CaptionedImages:
    return replace(_data_set(alone(spec, split), version).split(split), spec=spec)


def opened(folder: RunFolder) -> "OpenedRun":
    """The run, opened anew when its files have changed."""
    return _opened(str(folder.path), fingerprint(folder))


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(path: str, fingerprint: str) -> "OpenedRun":
    from pages.parts.shell.opened import OpenedRun

    return OpenedRun(RunFolder(Path(path)), split_of, embeddings)


def embeddings(folder: RunFolder, split: str) -> "Embeddings":
    """The unit vectors of a split, memory-mapped, and what they stand for.

    Raises:
        RunError: If they are not there or do not fit each other.
    """
    return _embeddings(str(folder.path), split, folder.stamp(CONFIG, EMBEDDINGS))


@st.cache_resource(max_entries=12, show_spinner=False)
def _embeddings(path: str, split: str, stamp: str) -> "Embeddings":
    return RunFolder(Path(path)).embeddings(split)


def evaluation(folder: RunFolder) -> dict[str, Any]:
    """What the run's evaluations found, by view."""
    return _evaluation(str(folder.path), fingerprint(folder))


@st.cache_resource(max_entries=16, show_spinner=False)
def _evaluation(path: str, fingerprint: str) -> dict[str, Any]:
    return RunFolder(Path(path)).evaluation()


def calibration(folder: RunFolder, split: str, query: "AskedBy", among: "Among") -> "Calibration | None":
    """What the run's similarities are worth; None where it has no tower for such a query."""
    return _calibration(str(folder.path), split, query, among, fingerprint(folder))


@st.cache_resource(max_entries=32, show_spinner=False)
def _calibration(path: str, split: str, query: "AskedBy", among: "Among", fingerprint: str) -> "Calibration | None":
    from ladder.search.calibration import calibrate

    try:
        return calibrate(_opened(path, fingerprint), split, query, among)
    except LadderError:
        return None  # the view says similarities as they are


def examples(folder: RunFolder, split: str) -> list[str]:
    """A few plain queries to drawn scenes, or short captions of another gallery, always the same ones."""
    if re.match(r"scenes\b", folder.config.data.spec):
        return list(QUERIES[:EXAMPLES])
    return _examples(str(folder.path), split, fingerprint(folder))


@st.cache_resource(max_entries=64, show_spinner=False)
def _examples(path: str, split: str, fingerprint: str) -> list[str]:
    captions = (text.rstrip(" .") for text in embeddings(RunFolder(Path(path)), split).texts)
    return spread(
        list(dict.fromkeys(text for text in captions if PLAIN.fullmatch(text) and len(text) <= LETTERS)), EXAMPLES
    )


def spread(items: Sequence[T], count: int) -> list[T]:
    """At most ``count`` items, evenly from first to last.

    Example:
        >>> spread(range(10), 3)
        [0, 3, 6]
    """
    return list(items[:: max(1, len(items) // count)][:count])


def samples(folder: RunFolder, split: str) -> "Samples | None":
    """Values per query of a run's evaluation of a split; None where it was not evaluated."""
    return _samples(str(folder.path), split, fingerprint(folder))


@st.cache_resource(max_entries=16, show_spinner=False)
def _samples(path: str, split: str, fingerprint: str) -> "Samples | None":
    try:
        return RunFolder(Path(path)).samples(split)
    except LadderError:
        return None  # a story can be told without
