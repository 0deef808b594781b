"""What is read of a data set, kept between reruns and shared by all visitors; made anew when its files change."""

from typing import TYPE_CHECKING

import streamlit as st

from ladder import datasets
from ladder.datasets import Inspection
from ladder.datasets.wording import Wording, read_wording
from pages.parts.shell import cache

if TYPE_CHECKING:
    from ladder.relevance.examples import Degrees


def inspected(spec: str) -> Inspection:
    """What it holds and what is wrong with it; its pictures are not decoded."""
    return _inspected(spec, cache.version(spec))


@st.cache_resource(max_entries=8, show_spinner="Reading the data set …")
def _inspected(spec: str, version: str) -> Inspection:
    return datasets.inspect(spec, pictures=False)


def wording(spec: str, split: str) -> Wording:
    """What a split's captions say."""
    return _wording(spec, split, cache.version(spec))


@st.cache_resource(max_entries=8, show_spinner=False)
def _wording(spec: str, split: str, version: str) -> Wording:
    return read_wording(cache.split_of(spec, split))


def degrees(spec: str, split: str, judge: str, each: int) -> "Degrees":
    """How a provider's degrees are spread over a split's captions, and what each looks like."""
    return _degrees(spec, split, judge, each, cache.version(spec))


@st.cache_resource(max_entries=8, show_spinner="Judging pairs of captions …")
def _degrees(spec: str, split: str, judge: str, each: int, version: str) -> "Degrees":
    from ladder.evaluation.judges import named
    from ladder.relevance.examples import degrees

    return degrees(named(judge, cache.split_of(spec, split)), each=each)
