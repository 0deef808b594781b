"""What a ranking is worth: each figure a ``_samples`` function, a value a query, and its mean."""

from ladder.metrics.coherence import (
    coherent_score,
    coherent_score_curve,
    coherent_score_curve_samples,
    coherent_score_samples,
)
from ladder.metrics.match import match_rank_samples, mean_rank, median_rank, recall_at_k, recall_at_k_samples

__all__ = [
    "coherent_score",
    "coherent_score_curve",
    "coherent_score_curve_samples",
    "coherent_score_samples",
    "match_rank_samples",
    "mean_rank",
    "median_rank",
    "recall_at_k",
    "recall_at_k_samples",
]
