"""Batches and what losses say of them, kept between reruns. torch is imported inside, with the first loss."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import streamlit as st

from ladder.batches import batch as batches
from ladder.batches import ordering
from ladder.batches.batch import LabBatch
from ladder.batches.lens import Lens
from ladder.datasets import CaptionedImages, alone
from ladder.errors import LadderError
from ladder.levels.methods import LevelMethod
from ladder.runs import RunFolder
from ladder.runs.folder import BATCHES
from pages.parts.shell import cache, listing

if TYPE_CHECKING:
    from ladder.batches.looking import Look


class Source(NamedTuple):
    """Where a batch comes from; a key of the cache.

    Attributes:
        path: The run's folder.
        version: Changes with what is read of the run.
        split: Whose items they are.
        step: The recorded step; 0 for a batch of the visitor's own.
        captions: Rows of the split, of a batch of the visitor's own.
    """

    path: str
    version: str
    split: str
    step: int = 0
    captions: tuple[int, ...] = ()


def of_step(folder: RunFolder, step: int) -> Source:
    """The recorded batch of a step."""
    return Source(str(folder.path), folder.stamp(BATCHES), folder.config.data.train, step)


def of_items(folder: RunFolder, split: str, captions: np.ndarray) -> Source:
    """A batch of these captions under the run's model."""
    return Source(str(folder.path), cache.fingerprint(folder), split, captions=tuple(captions.tolist()))


def data(source: Source) -> CaptionedImages | None:
    """The split's pictures and captions; None where they cannot be had, see :func:`missing`."""
    return _data(source)[0]


def missing(source: Source) -> str | None:
    """Why there are no pictures or captions; None while there are."""
    return _data(source)[1]


def _data(source: Source) -> tuple[CaptionedImages | None, str | None]:
    """A split need not be embedded: training keeps batches of one that seldom is."""
    config = listing.run(Path(source.path)).config
    spec, origin = config.data.spec, config.origin
    try:
        is_read = alone(spec, source.split) == spec  # what is made up does not change
        if is_read and origin is not None and origin.data_fingerprint != cache.data_set(spec).fingerprint:
            return None, f"`{spec}` has changed since the run was trained"
        return cache.split_of(spec, source.split), None
    except LadderError as error:
        return None, str(error)


@st.cache_resource(max_entries=16, show_spinner=False)
def batch(source: Source) -> LabBatch:
    """The batch, with its captions.

    Raises:
        LadderError: If the run does not hold what it takes.
    """
    folder = RunFolder(Path(source.path))
    if source.step:
        return batches.from_record(folder.batch(source.step), source.split, data(source))
    run = cache.opened(folder)
    captions = np.array(source.captions, dtype=np.int64)
    image_relevance = folder.config.training.image_relevance
    return batches.build(run.vectors(source.split), run.judge(source.split), captions, image_relevance)


def look(source: Source, lens: Lens) -> "Look":
    """What a loss says of the batch.

    Raises:
        LadderError: If there is no such loss or option.
    """
    return _look(source, lens.name, json.dumps(lens.options), lens.strength, lens.warm_up, lens.level_method)


@st.cache_resource(max_entries=64, show_spinner=False)  # about 0.8 MB each
def _look(
    source: Source, name: str, options: str, strength: float, warm_up: bool, level_method: LevelMethod | None
) -> "Look":
    from ladder.batches import looking

    return looking.look(batch(source), Lens(name, json.loads(options), strength, warm_up, level_method))


@st.cache_resource(max_entries=16, show_spinner=False)
def clusters(source: Source) -> np.ndarray:
    """The order of the pairs in which relevant ones stand together."""
    return ordering.by_cluster(batch(source))
