"""What a similarity is worth in one run, and whether anything fits a query: held against the gallery's own items."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from PIL import Image

from ladder.datasets.pictures import Photos
from ladder.runs.embeddings import Embeddings
from ladder.search.look import SIDE, Appearance, figures
from ladder.search.ranking import Among, Ranking

if TYPE_CHECKING:
    from ladder.search.queries import Run

PAIRS = 100_000  # drawn at random
ITEMS = 400  # of the gallery that are asked for as if they were queries, their own image left out
NEAREST = 10  # whose mean similarity says how near a query comes to the gallery
BLOCK = 64  # queries at once
BEGINNINGS = (2, 4)  # words, at least and at most, of a caption's beginning that is asked for too: people ask briefly
NOTHING, STRONG = 0.035, 0.25  # share of the gallery's own items that fit worse: below the first, from the second on
KNOWN = 0.6  # of the words of a query that name something, below which it is about something else
AskedBy = Literal["words", "photo"]
Verdict = Literal["strong", "plausible", "nothing really fits"]


@dataclass(frozen=True)
class Calibration:
    """How similar things are that do not belong together, and how well the gallery's own items fit without their own.

    Attributes:
        pairs: Ascending similarities of random pairs of a query's and a gallery's item, never of one image.
        signs: ``(n, s)`` of n items of the gallery, or beginnings of its captions, each asked for with its own image
            left out: the nearness (:func:`nearness`) to its images and to its captions, and, of pictures that can be
            had, their likeness to the others (:class:`ladder.search.look.Appearance`).
        look: Of the gallery's pictures; None where they were not looked at.
    """

    pairs: np.ndarray
    signs: np.ndarray
    look: Appearance | None = None

    def closer_than(self, similarity: np.ndarray) -> np.ndarray:
        """Share of random pairs that are less similar, as the similarities."""
        return np.searchsorted(self.pairs, similarity, side="left") / len(self.pairs)

    def fit(self, signs: np.ndarray) -> float:
        """Share of the gallery's own items that fit worse than a query, in [0, 1], by the worst sign of each.

        Args:
            signs: ``(s,)`` of the query, as :meth:`signs_of` gives them.
        """
        least = shares(self.signs, signs[None])[0].min()
        return float(np.mean(shares(self.signs, self.signs).min(axis=1) < least))

    def verdict(self, ranking: Ranking, vectors: Embeddings) -> Verdict:
        """Whether anything fits: nothing where hardly one of the gallery's own items fits worse, or words are unknown.

        Args:
            ranking: Of the run that was calibrated.
            vectors: Of the gallery that was searched.
        """
        fit = self.fit(self.signs_of(ranking, vectors))
        if fit < NOTHING or ranking.known < KNOWN:
            return "nothing really fits"
        return "plausible" if fit < STRONG else "strong"

    def is_strange(self, ranking: Ranking) -> bool:
        """Whether a photograph looks unlike the gallery's pictures, whatever it shows."""
        if self.look is None or ranking.look is None:
            return False
        return bool(np.mean(self.signs[:, -1] < self.look.likeness(ranking.look)) < NOTHING)

    def signs_of(self, ranking: Ranking, vectors: Embeddings) -> np.ndarray:
        """The signs ``(s,)`` of a ranking's query, words or a photograph.

        Args:
            ranking: Of the run that was calibrated.
            vectors: Of the gallery that was searched.
        """
        signs = [float(nearness(gallery @ ranking.row)) for gallery in (vectors.images, vectors.captions)]
        if self.look is not None and ranking.look is not None:
            signs.append(float(self.look.likeness(ranking.look)))
        return np.array(signs)


def shares(known: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Share of the known items that are lower, by each sign: ``(n, s)`` and ``(q, s)`` to ``(q, s)``.

    Example:
        >>> shares(np.array([[1.0], [2.0], [2.0], [4.0]]), np.array([[0.0], [2.0], [5.0]])).ravel()
        array([0.  , 0.25, 1.  ])
    """
    ranks = [np.searchsorted(np.sort(column), sign) for column, sign in zip(known.T, asked.T, strict=True)]
    return np.column_stack(ranks) / len(known)


def nearness(similarity: np.ndarray) -> np.ndarray | float:
    """How near queries come to a gallery: the mean similarity of the ten nearest items.

    Args:
        similarity: ``(..., k)`` of the items found or of a whole gallery, in any order; nan for what is left out.

    Example:
        >>> float(nearness(np.array([0.5, 0.7])))
        0.6
    """
    count = min(NEAREST, similarity.shape[-1])
    nearest = -np.partition(-similarity, count - 1, axis=-1)[..., :count]  # nan comes last
    return np.nanmean(nearest, axis=-1)


def calibrate(run: "Run", split: str, query: AskedBy, among: Among, seed: int = 0) -> Calibration:
    """Measures a run's calibration for one kind of query in one kind of gallery.

    Args:
        run: Whose vectors and text tower are used, and whose pictures where it has any.
        split: The gallery's.
        query: What is searched with.
        among: What is searched.
        seed: Of all draws.

    Raises:
        LadderError: If the run has no tower for such a query.
    """
    if query == "photo":
        run.model.image.prepare(Photos([Image.new("RGB", (SIDE, SIDE))]), None)
    vectors, rng = run.vectors(split), np.random.default_rng(seed)
    rows, image_of = _own(vectors, query)
    asked = np.sort(rng.permutation(len(rows))[:ITEMS])
    queries, own = rows[asked], image_of[asked]
    if query == "words":
        beginnings = [_beginning(vectors.texts[row], rng) for row in asked]
        queries, own = np.concatenate([queries, run.encoded(beginnings)]), np.concatenate([own, own])
    signs = [_near_others(queries, own, vectors, kind) for kind in ("images", "captions")]
    look = None
    if query == "photo" and (pictures := run.data(split).pictures) is not None:
        seen = np.array([figures(pictures.open(int(row))) for row in asked])
        look, likeness = _looked_at(seen)
        signs.append(likeness)
    return Calibration(np.sort(_pairs(vectors, query, among, rng)), np.column_stack(signs), look)


def _beginning(caption: str, rng: np.random.Generator) -> str:
    """The first two to four words of a caption."""
    least, most = BEGINNINGS
    return " ".join(caption.split()[: rng.integers(least, most + 1)])


def _own(vectors: Embeddings, query: AskedBy) -> tuple[np.ndarray, np.ndarray]:
    """The gallery's own items of a query's kind, and the image of each."""
    if query == "words":
        return vectors.captions, vectors.caption_image
    return vectors.images, np.arange(len(vectors.images))


def _near_others(rows: np.ndarray, image_of: np.ndarray, vectors: Embeddings, among: Among) -> np.ndarray:
    """How near items come to a gallery from which their own image is left out."""
    gallery, owner = _own(vectors, "photo" if among == "images" else "words")
    near = []
    for start in range(0, len(rows), BLOCK):
        block = slice(start, start + BLOCK)
        similarity = rows[block] @ gallery.T
        similarity[image_of[block, None] == owner] = np.nan
        near.append(nearness(similarity))
    return np.concatenate(near)


def _looked_at(seen: np.ndarray) -> tuple[Appearance, np.ndarray]:
    """The look of pictures, and the likeness of each to those of the other half."""
    halves = [np.arange(len(seen)) % 2 == half for half in range(2)]
    likeness = np.empty(len(seen))
    for half in halves:
        likeness[half] = Appearance(seen[~half]).likeness(seen[half])
    return Appearance(seen), likeness


def _pairs(vectors: Embeddings, query: AskedBy, among: Among, rng: np.random.Generator) -> np.ndarray:
    """Similarities of random pairs of different images."""
    (left, left_image), (right, right_image) = (
        _own(vectors, query),
        _own(vectors, "photo" if among == "images" else "words"),
    )
    first, second = rng.integers(len(left), size=PAIRS), rng.integers(len(right), size=PAIRS)
    apart = left_image[first] != right_image[second]
    return np.einsum("ij,ij->i", left[first[apart]], right[second[apart]])
