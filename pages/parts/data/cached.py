"""What is read of a data set, kept between reruns and shared by all visitors; made anew when its files change."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from ladder import datasets
from ladder.datasets import CaptionedImages, Inspection
from ladder.datasets.places import named_paths
from ladder.datasets.wording import Wording, read_wording

if TYPE_CHECKING:
    from ladder.relevance.examples import Degrees

Progress = Callable[[Iterable[int]], Iterable[int]]


def version(spec: str) -> str:
    """Changes whenever a file that the data set is read from does."""
    return "|".join(_state(path) for path in named_paths(spec))


def _state(path: Path) -> str:
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix in (".npy", ".txt", ".json", ".csv", ".parquet"))
        return "|".join(_state(file) for file in files if file.is_file())
    return f"{path}:{(state := path.stat()).st_mtime_ns}:{state.st_size}" if path.exists() else f"{path}:gone"


def opened(spec: str, split: str) -> CaptionedImages:
    """A split of a sound data set."""
    return _opened(spec, version(spec)).split(split)


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(spec: str, version: str) -> CaptionedImages:
    return datasets.open_dataset(spec)


def inspected(spec: str) -> Inspection:
    """What it holds and what is wrong with it; its pictures are not decoded."""
    return _inspected(spec, version(spec))


@st.cache_resource(max_entries=8, show_spinner="Reading the data set …")
def _inspected(spec: str, version: str) -> Inspection:
    return datasets.inspect(spec, pictures=False)


def wording(spec: str, split: str) -> Wording:
    """What a split's captions say."""
    return _wording(spec, split, version(spec))


@st.cache_resource(max_entries=8, show_spinner=False)
def _wording(spec: str, split: str, version: str) -> Wording:
    return read_wording(_opened(spec, version).split(split))


def degrees(spec: str, split: str, judge: str, each: int) -> "Degrees":
    """How a provider's degrees are spread over a split's captions, and what each looks like."""
    return _degrees(spec, split, judge, each, version(spec))


@st.cache_resource(max_entries=8, show_spinner="Judging pairs of captions …")
def _degrees(spec: str, split: str, judge: str, each: int, version: str) -> "Degrees":
    from ladder.evaluation.judges import named
    from ladder.relevance.examples import degrees

    return degrees(named(judge, _opened(spec, version).split(split)), each=each)
