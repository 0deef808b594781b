"""A small split of few distinct similarities and degrees of relevance, so that ties are common; and plain loops."""

import itertools

import numpy as np
import scipy.stats

from ladder import metrics
from ladder.datasets import CaptionedImages
from ladder.evaluation.names import CUTS, IDEAL_AT, SPEARMAN_AT
from ladder.levels import adaptive_levels
from ladder.relevance import RelevanceProvider
from ladder.runs.embeddings import Embeddings
from ladder.words.directions import DIRECTIONS

# Unit vectors whose products are exact in any order of addition: multiples of a quarter.
EXACT = np.array([*np.eye(4), *-np.eye(4), *(np.array(signs) / 2 for signs in itertools.product((-1, 1), repeat=4))])


class TableJudge(RelevanceProvider):
    """Degrees between captions from a table."""

    name = "table"

    def __init__(self, data: CaptionedImages, table: np.ndarray) -> None:
        super().__init__(data)
        self.table = table

    @classmethod
    def for_data(cls, data):
        raise NotImplementedError

    def _compare(self, rows, columns):
        return self.table[np.ix_(rows, columns)]

    def describe(self):
        return {"name": self.name, "sum": float(self.table.sum())}


def record(owner: np.ndarray) -> CaptionedImages:
    """Images and captions with names, and nothing else."""
    images = int(owner.max()) + 1
    names = tuple(f"caption {row}" for row in range(len(owner)))
    ids = tuple(f"image {row}" for row in range(images))
    return CaptionedImages("small", ids, np.full(images, "dev"), names, names, owner)


def vectors_of(images: np.ndarray, captions: np.ndarray, owner: np.ndarray) -> Embeddings:
    """Vectors with the names of :func:`record`."""
    data = record(owner)
    rows = (table.astype(np.float32) for table in (images, captions))
    return Embeddings("dev", *rows, list(data.image_ids), list(data.caption_ids), list(data.captions), owner)


def make(seed: int, images: int = 9, most: int = 3, grades: int = 4) -> tuple[Embeddings, TableJudge, TableJudge]:
    """Images of one to three captions each, and two judges."""
    generator = np.random.default_rng(seed)
    owner = np.repeat(np.arange(images), generator.integers(1, most + 1, size=images))
    rows = (EXACT[generator.integers(len(EXACT), size=count)] for count in (images, len(owner)))
    judges = []
    for _ in range(2):
        half = np.triu(generator.integers(0, grades, size=(len(owner), len(owner))))
        judges.append(TableJudge(record(owner), np.maximum(half, half.T) / grades))
    return vectors_of(*rows, owner), *judges


def degrees(judge: TableJudge, *, first_only: bool = False) -> np.ndarray:
    """Relevance ``(image, caption)``: of captions to an image, or to its first caption alone."""
    owner = judge.data.caption_image
    alike = np.where(owner[:, None] == owner[None, :], 1.0, judge.table)
    rows = [np.flatnonzero(owner == image) for image in range(len(judge.data))]
    return np.array([alike[own[0]] if first_only else alike[own].mean(axis=0) for own in rows]).astype(np.float32)


def of_query(similarity: np.ndarray, positive: np.ndarray, relevance: np.ndarray, deepest: int) -> dict[str, float]:
    """The figures of one query over its gallery, as their definitions say."""
    order = sorted(range(len(similarity)), key=lambda candidate: -similarity[candidate])
    s, r = similarity[order], relevance[order].astype(np.float64)
    ideal = np.sort(r)[::-1]
    found = {}
    if positive.any():
        best = similarity[positive].max()
        others = similarity[~positive]
        found["rank"] = (others > best).sum() + (others == best).sum() / 2
    for k in CUTS["cs"]:
        found[f"cs@{k}"] = tau(s[:k][:deepest], r[:k][:deepest])
    for k in CUTS["somers_d"]:
        found[f"somers_d@{k}"] = somers(s[:k][:deepest], r[:k][:deepest])
    for k in SPEARMAN_AT:
        found[f"spearman@{k}"] = spearman(s[:k][:deepest], r[:k][:deepest])
    for k in CUTS["ndcg"]:
        discount = 1 / np.log2(np.arange(2, len(r) + 2))[:k][:deepest]
        best = (ideal[:k][:deepest] * discount).sum()
        found[f"ndcg@{k}"] = (r[:k][:deepest] * discount).sum() / best if best else np.nan
    for k in CUTS["mean_relevance"]:
        found[f"mean_relevance@{k}"] = r[:k][:deepest].mean()
        found[f"ideal_relevance@{k}"] = ideal[:k][:deepest].mean()
    common = sorted(np.argsort(-relevance, kind="stable")[: min(IDEAL_AT, deepest)])
    found[f"cs_ideal@{IDEAL_AT}"] = tau(similarity[common], relevance[common])
    return found | ladder(similarity, positive, relevance)


def ladder(similarity: np.ndarray, positive: np.ndarray, relevance: np.ndarray) -> dict[str, float]:
    """The rungs of a query's own levels, pair by pair."""
    level = adaptive_levels(relevance[None, :], ~positive[None, :]).labels[0]
    level[positive] = 0
    found = {}
    for rung in range(0 if positive.any() else 1, 4):
        pairs = [(a, b) for a in similarity[level == rung] for b in similarity[level > rung]]
        found[f"rung_held@{rung + 1}"] = float(all(a > b for a, b in pairs)) if pairs else np.nan
        found[f"rung_order@{rung + 1}"] = np.mean([(a > b) + (a == b) / 2 for a, b in pairs]) if pairs else np.nan
    return found


def by_loops(
    vectors: Embeddings,
    relevance: np.ndarray,
    images: np.ndarray | None = None,
    gallery: np.ndarray | None = None,
    *,
    hidden: bool = False,
    first_only: bool = False,
) -> dict[str, dict[str, np.ndarray]]:
    """The figures of every query, by direction and name.

    Args:
        vectors: The vectors.
        relevance: ``(image, caption)``.
        images: Rows of images that ask; by default all.
        gallery: Rows of images that are searched; by default all.
        hidden: Leave the query's own items out.
        first_only: Only the first caption of every image.
    """
    every = np.arange(len(vectors.images))
    images, gallery = (every if rows is None else rows for rows in (images, gallery))
    owner = vectors.caption_image
    captions = np.searchsorted(owner, every) if first_only else np.arange(len(owner))
    similarity = vectors.images @ vectors.captions.T
    rows = {direction: [] for direction in DIRECTIONS}
    for image in images:
        among = captions[np.isin(owner[captions], gallery)]
        among = among[owner[among] != image] if hidden else among
        rows[DIRECTIONS[0]].append((similarity[image, among], owner[among] == image, relevance[image, among]))
    for caption in captions[np.isin(owner[captions], images)]:
        among = gallery[gallery != owner[caption]] if hidden else gallery
        rows[DIRECTIONS[1]].append((similarity[among, caption], among == owner[caption], relevance[among, caption]))
    found = {}
    for direction, queries in rows.items():
        deepest = min(len(similarity) for similarity, _, _ in queries)
        values = [of_query(*query, deepest) for query in queries]
        found[direction] = {name: np.array([value[name] for value in values]) for name in values[0]}
        if not hidden and "rank" in found[direction]:
            for name, metric in (("r_precision", metrics.r_precision), ("map@r", metrics.map_at_r)):
                found[direction][name] = np.array([metric(s[None], p[None]) for s, p, _ in queries])
    return found


def tau(s, r):
    return scipy.stats.kendalltau(s, r).statistic if varied(s) and varied(r) else np.nan


def somers(s, r):
    pairs = list(itertools.combinations(range(len(s)), 2))
    signs = [np.sign(s[i] - s[j]) * np.sign(r[i] - r[j]) for i, j in pairs if r[i] != r[j]]
    return np.mean(signs) if signs else np.nan


def spearman(s, r):
    return scipy.stats.spearmanr(s, r).statistic if varied(s) and varied(r) else np.nan


def varied(values):
    return len(set(values.tolist())) > 1
