"""What a degree of relevance looks like: pairs of captions at each tenth of a provider's scale."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ladder.relevance.base import RelevanceProvider

TENTHS = 10


@dataclass(frozen=True)
class ExamplePair:
    """Two captions of different images.

    Attributes:
        relevance: Their degree, in [0, 1].
        first: One caption.
        second: The other.
        images: Their images' rows.
    """

    relevance: float
    first: str
    second: str
    images: tuple[int, int]


@dataclass(frozen=True)
class Degree:
    """A tenth of the scale.

    Attributes:
        low: From here.
        high: To here; the last tenth holds 1 too.
        share: Of all sampled pairs, in [0, 1].
        examples: A few pairs, those nearest to its middle, each caption in one of them at most.
    """

    low: float
    high: float
    share: float
    examples: tuple[ExamplePair, ...]

    def as_json(self) -> dict[str, Any]:
        """Its attributes as values that JSON has."""
        return asdict(self)


@dataclass(frozen=True)
class Degrees:
    """How a provider's degrees are spread, and what each looks like.

    Attributes:
        captions: Captions in the sample, each of an image of its own.
        relevance: ``(pair,)`` float32, the degree of every pair of them.
        degrees: The ten tenths, upwards.
    """

    captions: int
    relevance: np.ndarray
    degrees: tuple[Degree, ...]

    @property
    def pairs(self) -> int:
        """Pairs in the sample."""
        return len(self.relevance)

    def above(self, threshold: float) -> float:
        """The share of pairs at or above a threshold."""
        return float((self.relevance >= threshold).mean()) if self.pairs else float("nan")


def degrees(judge: RelevanceProvider, *, each: int = 3, captions: int = 1500, seed: int = 0) -> Degrees:
    """Pairs of captions at each tenth of relevance, always the same ones.

    A caption is drawn of each of at most ``captions`` images, and every pair of them judged.

    Args:
        judge: A provider, made for the captions to be looked at.
        each: Pairs a tenth, at most.
        captions: Images in the sample, at most.
        seed: Of the sample.

    Example:
        >>> from ladder.datasets import open_dataset
        >>> from ladder.scenes.relevance import SceneRelevance
        >>> found = degrees(SceneRelevance.for_data(open_dataset("scenes,train=60,dev=0,test=0,tail=0")), each=1)
        >>> found.captions, found.pairs, round(found.above(0.5), 3)
        (60, 1770, 0.011)
        >>> found.degrees[0].low, found.degrees[0].high, len(found.degrees[0].examples)
        (0.0, 0.1, 1)
    """
    data = judge.data
    generator = np.random.default_rng(seed)
    images = np.sort(generator.permutation(len(data))[:captions])
    first, counts = data.first_caption[images], np.diff(data.first_caption)[images]
    rows = first + generator.integers(0, counts)
    one, other = np.triu_indices(len(rows), k=1)
    relevance = judge.between(rows, rows)[one, other]
    tenth = np.minimum((relevance * TENTHS).astype(np.int64), TENTHS - 1)
    found = []
    for number in range(TENTHS):
        here = np.flatnonzero(tenth == number)
        nearest = here[np.argsort(np.abs(relevance[here] - (number + 0.5) / TENTHS), kind="stable")]
        pairs = tuple(
            ExamplePair(
                float(relevance[pair]),
                data.captions[rows[one[pair]]],
                data.captions[rows[other[pair]]],
                (int(images[one[pair]]), int(images[other[pair]])),
            )
            for pair in _apart(nearest, one, other, each)
        )
        share = len(here) / len(relevance) if len(relevance) else 0.0
        found.append(Degree(number / TENTHS, (number + 1) / TENTHS, share, pairs))
    return Degrees(len(rows), relevance, tuple(found))


def _apart(pairs: np.ndarray, one: np.ndarray, other: np.ndarray, most: int) -> Iterator[int]:
    """The first pairs that have no caption in common."""
    seen: set[int] = set()
    for pair in pairs.tolist():
        items = {int(one[pair]), int(other[pair])}
        if not items & seen:
            seen |= items
            most -= 1
            yield pair
        if not most:
            return
