"""Degrees of relevance between captions: providers behind one contract.

To add one: a module here, its line in ``ALL``, its options in tests/relevance/test_contract.py; one of another room
puts itself into ``ALL``.
"""

from ladder.relevance.base import ALL, RelevanceProvider
from ladder.relevance.precomputed import PrecomputedRelevance
from ladder.relevance.sentence import SentenceRelevance
from ladder.relevance.shared_image import SharedImageRelevance
from ladder.relevance.tfidf import TfidfRelevance

ALL |= {
    provider.name: provider
    for provider in (TfidfRelevance, SentenceRelevance, PrecomputedRelevance, SharedImageRelevance)
}

__all__ = [
    "ALL",
    "PrecomputedRelevance",
    "RelevanceProvider",
    "SentenceRelevance",
    "SharedImageRelevance",
    "TfidfRelevance",
]
