"""Example rankings, chosen by rule and not by taste."""

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from ladder.datasets.pictures import Pictures
from ladder.errors import DataError
from ladder.runs import RunFolder
from ladder.runs.embeddings import Embeddings
from ladder.search.queries import Run
from ladder.search.ranking import exact_search
from ladder.words.directions import DIRECTIONS

SCORE = "cs@100"  # by which examples are chosen
DEPTH, SHOWN = 100, 10  # ranks of the staircase, and of the pictures or captions
SIDE, QUALITY = 160, 80  # of a picture: pixels, JPEG


@dataclass(frozen=True)
class Listing:
    """The nearest items of a query in one run, at most ``DEPTH``.

    Attributes:
        name: Of the run.
        score: The query's ``SCORE``.
        images: ``(k,)`` the image of each item.
        texts: A caption of each.
        relevance: ``(k,)`` in [0, 1].
        own: ``(k,)`` bool, whether it belongs to the query's own image.
    """

    name: str
    score: float
    images: np.ndarray
    texts: list[str]
    relevance: np.ndarray
    own: np.ndarray


@dataclass(frozen=True)
class Example:
    """A query with its listings, a run each.

    Attributes:
        rule: Why this one.
        direction: Who asks.
        image: The image that the query is or belongs to.
        text: The caption that asks, or the image's first.
        listings: A run each.
        ideal: ``(k,)`` relevance in the best possible order.
    """

    rule: str
    direction: str
    image: int
    text: str
    listings: list[Listing]
    ideal: np.ndarray


class RunGallery:
    """What the rankings of one run are made from: its vectors, its judge, its pictures if they are there.

    Args:
        folder: The run's folder.
        name: What it is called.
        view: Of its evaluation.
        report: That evaluation.
    """

    def __init__(self, folder: RunFolder, name: str, view: str, report: Mapping[str, Any]) -> None:
        self.name, self.run = name, Run(folder)
        self.samples = folder.samples(view)
        self.vectors: Embeddings = self.run.vectors(report["split"])
        self.judge = self.run.judge(report["split"])
        self.hidden = report.get("exact_match") == "hidden"

    def pictures(self) -> Pictures | None:
        """The pictures of the data set; None where it has none or is no longer there."""
        try:
            return self.run.data(self.vectors.split).pictures
        except DataError:
            return None

    def scores(self, direction: str) -> np.ndarray:
        """``SCORE`` of each query, ``(query,)``."""
        return self.samples[direction][SCORE]

    def relevance(self, direction: str, query: int) -> np.ndarray:
        """Of every item to the query, ``(candidate,)``."""
        vectors, asks = self.vectors, np.array([query])
        if direction == DIRECTIONS[0]:
            return self.judge.between_images(asks, np.arange(len(vectors.captions)))[0]
        return self.judge.between_images(np.arange(len(vectors.images)), asks)[:, 0]

    def rank(self, direction: str, row: int) -> tuple[Listing, np.ndarray]:
        """The listing of the query in a row of the samples, and relevance in the ideal order."""
        vectors, query = self.vectors, int(self.samples[direction]["query"][row])
        asks_image = direction == DIRECTIONS[0]
        rows, others = (vectors.images, vectors.captions) if asks_image else (vectors.captions, vectors.images)
        image_of = vectors.caption_image if asks_image else np.arange(len(vectors.images))
        own = image_of == (query if asks_image else vectors.caption_image[query])
        relevance = self.relevance(direction, query)
        candidates = np.flatnonzero(~own) if self.hidden else np.arange(len(others))
        places, _ = exact_search(rows[query], others[candidates], DEPTH)
        items = candidates[places]
        first = np.searchsorted(vectors.caption_image, items)
        listing = Listing(
            name=self.name,
            score=float(self.scores(direction)[row]),
            images=image_of[items],
            texts=[vectors.texts[text] for text in (items if asks_image else first)],
            relevance=relevance[items],
            own=own[items],
        )
        return listing, np.sort(relevance[candidates])[::-1][:DEPTH]


def galleries(
    folders: Sequence[RunFolder], names: Sequence[str], view: str, reports: Sequence[Mapping[str, Any]]
) -> list[RunGallery]:
    """A gallery a run; none where examples would not be what was judged.

    They are where the whole split is searched, judged by what the runs were trained with, and the captions that the
    runs keep are those that were judged.
    """
    if not all(
        report.get("protocol", "all") == "all" and not report.get("queries") and report.get("same_judge")
        for report in reports
    ):
        return []
    found = [
        RunGallery(folder, name, view, report) for folder, name, report in zip(folders, names, reports, strict=True)
    ]
    judges = [gallery.judge.describe() for gallery in found]
    same = all(report["judge"] == judge == judges[0] for report, judge in zip(reports, judges, strict=True))
    return found if same else []


def find(galleries: Sequence[RunGallery]) -> list[Example]:
    """Three queries in each direction: of one run those of best, median and worst order, of more of most change."""
    rules = ("Best order", "Median", "Worst order")
    if len(galleries) > 1:
        rules = ("Largest gain in order", "Median", "Largest loss of order")
    found = []
    for direction in DIRECTIONS:
        scores = galleries[0].scores(direction)
        if len(galleries) > 1:
            scores = galleries[1].scores(direction) - scores
        for rule, row in zip(rules, choose(scores), strict=False):
            found.append(_example(galleries, direction, row, rule))
    return found


def choose(scores: np.ndarray) -> list[int]:
    """The rows of the highest, the median and the lowest score; those that are not defined are left out.

    Example:
        >>> choose(np.array([0.1, np.nan, 0.5, 0.3]))
        [2, 3, 0]
    """
    defined = np.flatnonzero(~np.isnan(scores))
    order = defined[np.argsort(scores[defined], kind="stable")].tolist()
    return list(dict.fromkeys([order[-1], order[len(order) // 2], order[0]])) if order else []


def picture(pictures: Pictures, image: int) -> str:
    """A small square JPEG of a picture as a data URI.

    Raises:
        DataError: If it is missing or cannot be decoded.
    """
    small = ImageOps.fit(pictures.open(image), (SIDE, SIDE), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=QUALITY)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def _example(galleries: Sequence[RunGallery], direction: str, row: int, rule: str) -> Example:
    first = galleries[0]
    columns = first.samples[direction]
    image, query = int(columns["image"][row]), int(columns["query"][row])
    texts, owner = first.vectors.texts, first.vectors.caption_image
    text = texts[int(np.searchsorted(owner, image))] if direction == DIRECTIONS[0] else texts[query]
    ranked = [gallery.rank(direction, row) for gallery in galleries]
    return Example(rule, direction, image, text, [listing for listing, _ in ranked], ranked[0][1])
