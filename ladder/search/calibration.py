"""What a similarity is worth in one run: against pairs drawn at random, and against queries that mean nothing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from PIL import Image

from ladder.datasets.pictures import Photos
from ladder.runs.embeddings import Embeddings
from ladder.search.ranking import Among

if TYPE_CHECKING:
    from ladder.search.queries import Run

PAIRS = 100_000  # drawn at random
NONSENSE = {"words": 200, "photo": 48}  # queries; a picture takes an image network longer than words
NEAREST = 10  # whose mean similarity says how near a query comes to the gallery
SIDE = 96  # pixels of a picture of noise
AskedBy = Literal["words", "photo"]
Verdict = Literal["strong", "plausible", "nothing really fits"]


@dataclass(frozen=True)
class Calibration:
    """How similar things are that do not belong together.

    Attributes:
        pairs: Ascending similarities of random pairs of a query's and a gallery's item, never of one image.
        nonsense: Ascending nearness (:func:`nearness`) of queries that mean nothing.
    """

    pairs: np.ndarray
    nonsense: np.ndarray

    def closer_than(self, similarity: np.ndarray) -> np.ndarray:
        """Share of random pairs that are less similar, as the similarities."""
        return np.searchsorted(self.pairs, similarity, side="left") / len(self.pairs)

    def beaten(self, nearness: float) -> float:
        """Share of the nonsense that comes less near to the gallery than a query of this nearness."""
        return float(np.searchsorted(self.nonsense, nearness, side="left") / len(self.nonsense))

    def verdict(self, nearness: float) -> Verdict:
        """Whether anything fits: nearer than 95 % of the nonsense is strong, than 75 % plausible."""
        beaten = self.beaten(nearness)
        return "strong" if beaten >= 0.95 else "plausible" if beaten >= 0.75 else "nothing really fits"


def nearness(similarity: np.ndarray) -> np.ndarray | float:
    """How near queries come to a gallery: the mean similarity of the ten nearest items.

    Args:
        similarity: ``(..., k)`` of the items found or of a whole gallery, in any order.

    Example:
        >>> float(nearness(np.array([0.5, 0.7])))
        0.6
    """
    count = min(NEAREST, similarity.shape[-1])
    return np.partition(similarity, -count, axis=-1)[..., -count:].mean(axis=-1)


def calibrate(run: "Run", split: str, query: AskedBy, among: Among, seed: int = 0) -> Calibration:
    """Measures a run's calibration for one kind of query in one kind of gallery.

    Nonsense in words is words of the split's captions in random order and company, as many as captions have; nonsense
    in pictures is coloured noise, coarse to fine.

    Args:
        run: Whose towers and vectors are used.
        split: The gallery's.
        query: What is searched with.
        among: What is searched.
        seed: Of all draws.

    Raises:
        LadderError: If the run has no tower for such a query.
    """
    from ladder.models import encode  # torch; who only reads a calibration starts without it

    vectors, rng = run.vectors(split), np.random.default_rng(seed)
    if query == "words":
        rows = encode(run.model.text, run.model.text.prepare(_salad(vectors.texts, rng)))
    else:
        rows = encode(run.model.image, run.model.image.prepare(Photos(_noise(rng)), None))
    gallery = vectors.images if among == "images" else vectors.captions
    return Calibration(pairs=np.sort(_pairs(vectors, query, among, rng)), nonsense=np.sort(nearness(rows @ gallery.T)))


def _pairs(vectors: Embeddings, query: AskedBy, among: Among, rng: np.random.Generator) -> np.ndarray:
    """Similarities of random pairs of different images."""
    kinds = {
        "captions": (vectors.captions, vectors.caption_image),
        "images": (vectors.images, np.arange(len(vectors.images))),
    }
    (left, left_image), (right, right_image) = kinds["captions" if query == "words" else "images"], kinds[among]
    first, second = rng.integers(len(left), size=PAIRS), rng.integers(len(right), size=PAIRS)
    apart = left_image[first] != right_image[second]
    return np.einsum("ij,ij->i", left[first[apart]], right[second[apart]])


def _salad(texts: list[str], rng: np.random.Generator) -> list[str]:
    """Sentences of random words, as long as captions are."""
    lengths = [len(text.split()) for text in texts]
    words = sorted({word for text in texts for word in text.lower().strip(" .").split()})
    return [" ".join(rng.choice(words, size=rng.choice(lengths))) for _ in range(NONSENSE["words"])]


def _noise(rng: np.random.Generator) -> list[Image.Image]:
    """Pictures of coloured squares, 2 to 96 a side."""
    sides = [2, 4, 8, 16, 32, SIDE]
    pictures = []
    for number in range(NONSENSE["photo"]):
        side = sides[number % len(sides)]
        pixels = rng.integers(256, size=(side, side, 3), dtype=np.uint8)
        pictures.append(Image.fromarray(pixels).resize((SIDE, SIDE), Image.Resampling.NEAREST))
    return pictures
