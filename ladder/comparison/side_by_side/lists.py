"""The first hundred of every query in two runs beside each other, judged once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ladder.comparison.side_by_side import asking
from ladder.errors import RunError
from ladder.evaluation.protocols import Block, Gallery, tables
from ladder.metrics.tables import largest_in_order
from ladder.runs import RunFolder
from ladder.runs.embeddings import Embeddings
from ladder.search.ranking import ExactMatch, query_levels
from ladder.words.directions import DIRECTIONS

DEPTH = 100
PAIRS = 60_000  # of query and candidate, at random: similarity against relevance
RELEVANT = 0.2  # a degree above which an item is counted as relevant


@dataclass(frozen=True)
class Lists:
    """What one run retrieves, a row a query.

    Attributes:
        items: ``(query, k)`` int32, rows of the searched images or captions, nearest first.
        relevance: ``(query, k)`` float32 in [0, 1].
        levels: ``(query, k)`` int8, see :func:`ladder.search.ranking.query_levels`.
        own: ``(query, k)`` bool, whether the item belongs to the query's own image.
        similarity: ``(query, k)`` float32.
        pairs: ``(query, pair)`` float32, the similarity of a sample of candidates.
    """

    items: np.ndarray
    relevance: np.ndarray
    levels: np.ndarray
    own: np.ndarray
    similarity: np.ndarray
    pairs: np.ndarray


@dataclass(frozen=True)
class Beside:
    """Two runs' lists of the same queries.

    Attributes:
        direction: Who asks.
        sides: The lists of A and of B.
        ideal: ``(query, k)`` float32, relevance in the best possible order.
        relevant: ``(query,)`` int64, how many candidates have a relevance above ``RELEVANT``.
        pairs: ``(query, pair)`` float32, the relevance of the sample of candidates; nan for one that is hidden.
        image: ``(query,)`` int64, the image of each query among those that ask, as in the samples.
        asked: ``(query,)`` int64, its row among the images or captions of ``vectors``.
        vectors: What all rows count; the vectors themselves are A's.
        judged_by: The name of the judge.
    """

    direction: str
    sides: tuple[Lists, ...]
    ideal: np.ndarray
    relevant: np.ndarray
    pairs: np.ndarray
    image: np.ndarray
    asked: np.ndarray
    vectors: Embeddings
    judged_by: str

    @property
    def asks_image(self) -> bool:
        """Whether images ask for captions."""
        return self.direction == DIRECTIONS[0]

    def query(self, row: int) -> tuple[int, str]:
        """The image that asks or that the caption belongs to, a row of ``vectors``; the caption, or its first."""
        return self._item(int(self.asked[row]), is_image=self.asks_image)

    def item(self, row: int) -> tuple[int, str]:
        """The image of a candidate, a row of the searched split; its caption, or the image's first."""
        return self._item(row, is_image=not self.asks_image)

    def _item(self, row: int, *, is_image: bool) -> tuple[int, str]:
        owner, texts = self.vectors.caption_image, self.vectors.texts
        return (row, texts[int(np.searchsorted(owner, row))]) if is_image else (int(owner[row]), texts[row])


def beside(
    folders: Sequence[RunFolder],
    view: str,
    direction: str,
    *,
    galleries: Sequence[Gallery] | None = None,
    seed: int = 0,
) -> Beside:
    """The first hundred of every query, or as many candidates as every query has.

    Args:
        folders: Runs with the same captions; they are judged by the first one's judge.
        view: Of their evaluations.
        direction: Who asks.
        galleries: Of the folders, where they are at hand: :func:`.asking.gallery` of each.
        seed: Draws the sample of pairs.

    Raises:
        RunError: If the runs keep other captions, or the evaluation's galleries or judge cannot be made again.
    """
    reports = [folder.evaluation()[view] for folder in folders]
    if galleries is None:
        galleries = [asking.gallery(folder, report) for folder, report in zip(folders, reports, strict=True)]
    first = galleries[0]
    for folder, gallery in zip(folders, galleries, strict=True):
        if gallery.vectors.texts != first.vectors.texts:
            raise RunError(f"`{folder.name}` keeps other captions than `{folders[0].name}`; evaluate both again")
    judge = asking.judge(folders[0], reports[0], first.vectors)
    exact_match: ExactMatch = "hidden" if reports[0].get("exact_match") == "hidden" else "kept"
    filled = _Filled(first, direction, exact_match, len(folders), np.random.default_rng(seed))
    judges = [[judge], *([] for _ in folders[1:])]  # both sides' tables are judged once
    for blocks in zip(
        *(tables(one, direction, by, exact_match) for one, by in zip(galleries, judges, strict=True)), strict=True
    ):
        filled.add(blocks)
    asked, image = first.queries(direction)
    return Beside(
        direction=direction,
        sides=tuple(filled.sides),
        ideal=filled.ideal,
        relevant=filled.relevant,
        pairs=filled.pairs,
        image=np.searchsorted(first.asking, image),
        asked=asked,
        vectors=first.vectors,
        judged_by=judge.name,
    )


class _Filled:
    """Tables with a row a query, filled a block of queries at a time."""

    def __init__(
        self, gallery: Gallery, direction: str, exact_match: ExactMatch, sides: int, drawn: np.random.Generator
    ) -> None:
        count, owner = len(gallery.queries(direction)[0]), gallery.candidates(direction)[1]
        own = int(np.bincount(owner).max()) if exact_match == "hidden" else 0
        if len(owner) <= own:
            raise RunError(f"`{gallery.vectors.split}` has one image, of which nothing is left when its own are hidden")
        shape, sampled = (count, min(DEPTH, len(owner) - own)), (count, min(len(owner), max(1, PAIRS // count)))
        self.sides = [
            Lists(
                items=np.empty(shape, np.int32),
                relevance=np.empty(shape, np.float32),
                levels=np.empty(shape, np.int8),
                own=np.empty(shape, bool),
                similarity=np.empty(shape, np.float32),
                pairs=np.empty(sampled, np.float32),
            )
            for _ in range(sides)
        ]
        self.ideal, self.relevant = np.empty(shape, np.float32), np.empty(count, np.int64)
        self.pairs = np.empty(sampled, np.float32)
        self.columns = drawn.integers(0, len(owner), size=sampled)
        self.candidates = gallery.candidates(direction)[0]
        self.start = 0

    def add(self, blocks: Sequence[Block]) -> None:
        """The next queries, a block a side."""
        relevance, candidate = blocks[0].relevance[0], blocks[0].candidate
        some, k = slice(self.start, self.start + len(relevance)), self.ideal.shape[1]
        judged = relevance if candidate is None else np.where(candidate, relevance, np.nan)
        self.ideal[some] = relevance.take(largest_in_order(relevance, k, candidate))
        self.relevant[some] = (judged > RELEVANT).sum(axis=1)
        levels = query_levels(relevance, blocks[0].positive, candidate)
        self.pairs[some] = np.take_along_axis(judged, self.columns[some], axis=1)
        for side, block in zip(self.sides, blocks, strict=True):
            listed = largest_in_order(block.similarity, k, candidate)
            side.items[some] = self.candidates[listed % relevance.shape[1]]
            side.relevance[some], side.own[some] = relevance.take(listed), block.positive.take(listed)
            side.levels[some] = levels.take(listed)
            side.similarity[some] = block.similarity.take(listed)
            side.pairs[some] = np.take_along_axis(block.similarity, self.columns[some], axis=1)
        self.start = some.stop


def sampled_pairs(pair: Beside, rows: np.ndarray, side: int) -> tuple[np.ndarray, np.ndarray]:
    """The similarity in one run and the relevance of the sampled pairs of some queries, ``(pairs,)`` each."""
    relevance, similarity = pair.pairs[rows].ravel(), pair.sides[side].pairs[rows].ravel()
    there = ~np.isnan(relevance)
    return similarity[there], relevance[there]


def rank_correlation(similarity: np.ndarray, relevance: np.ndarray) -> float:
    """Spearman's rank correlation over all pairs together; nan where one of them is constant.

    Example:
        >>> round(rank_correlation(np.array([0.1, 0.2, 0.9]), np.array([0.0, 0.5, 1.0])), 6)
        1.0
    """
    from scipy.stats import rankdata

    ours, theirs = (rankdata(values) - (len(values) + 1) / 2 for values in (similarity, relevance))
    spread = float(np.sqrt((ours**2).sum() * (theirs**2).sum()))
    return float((ours * theirs).sum() / spread) if spread else float("nan")
