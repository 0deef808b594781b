"""What is kept between reruns and shared by all visitors, read only, each with a bound.

torch is imported inside, when a run is first opened: a page that only draws starts without it.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from ladder.errors import LadderError
from ladder.runs import RunFolder
from ladder.runs.folder import BEST, CONFIG, EMBEDDINGS, EPOCHS, EVALUATION, MAPS, SAMPLES

if TYPE_CHECKING:
    from ladder.runs.samples import Samples
    from ladder.search.calibration import Asked, Calibration
    from ladder.search.ranking import Among
    from pages.parts.shell.opened import OpenedRun

T = TypeVar("T")
EXAMPLES, LETTERS = 4, 30
READ = (CONFIG, EVALUATION, BEST, EMBEDDINGS, SAMPLES, MAPS, EPOCHS)  # not the state of a training and its log
PLAIN = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+){2,7}")  # three words or more, and no sign that Markdown could read


def fingerprint(folder: RunFolder) -> str:
    """Changes whenever what pages read of a run does."""
    return folder.stamp(*READ)


def opened(folder: RunFolder) -> "OpenedRun":
    """The run, opened anew when its files have changed."""
    return _opened(str(folder.path), fingerprint(folder))


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(path: str, fingerprint: str) -> "OpenedRun":
    from pages.parts.shell.opened import OpenedRun

    return OpenedRun(RunFolder(Path(path)))


def evaluation(folder: RunFolder) -> dict[str, Any]:
    """What the run's evaluations found, by view."""
    return _evaluation(str(folder.path), fingerprint(folder))


@st.cache_resource(max_entries=16, show_spinner=False)
def _evaluation(path: str, fingerprint: str) -> dict[str, Any]:
    return RunFolder(Path(path)).evaluation()


def calibration(folder: RunFolder, split: str, query: "Asked", among: "Among") -> "Calibration | None":
    """What the run's similarities are worth; None where it has no tower for such a query."""
    return _calibration(str(folder.path), split, query, among, fingerprint(folder))


@st.cache_resource(max_entries=32, show_spinner=False)
def _calibration(path: str, split: str, query: "Asked", among: "Among", fingerprint: str) -> "Calibration | None":
    from ladder.search.calibration import calibrate

    try:
        return calibrate(_opened(path, fingerprint), split, query, among)
    except LadderError:
        return None  # the view says similarities as they are


def examples(folder: RunFolder, split: str) -> list[str]:
    """A few short captions of the gallery to start from, always the same ones."""
    return _examples(str(folder.path), split, fingerprint(folder))


@st.cache_resource(max_entries=64, show_spinner=False)
def _examples(path: str, split: str, fingerprint: str) -> list[str]:
    captions = (text.rstrip(" .") for text in RunFolder(Path(path)).embeddings(split).texts)
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
