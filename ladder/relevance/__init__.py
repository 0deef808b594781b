"""Degrees of relevance between captions: providers behind one contract."""

from ladder.relevance.base import RelevanceProvider
from ladder.relevance.precomputed import PrecomputedRelevance
from ladder.relevance.scenes import SceneRelevance
from ladder.relevance.sentence import SentenceRelevance
from ladder.relevance.shared_image import SharedImageRelevance
from ladder.relevance.tfidf import TfidfRelevance

ALL: dict[str, type[RelevanceProvider]] = {
    provider.name: provider
    for provider in (TfidfRelevance, SentenceRelevance, PrecomputedRelevance, SharedImageRelevance, SceneRelevance)
}

__all__ = [
    "ALL",
    "PrecomputedRelevance",
    "RelevanceProvider",
    "SceneRelevance",
    "SentenceRelevance",
    "SharedImageRelevance",
    "TfidfRelevance",
]
