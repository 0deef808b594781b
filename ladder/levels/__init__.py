"""Relevance to ladder levels: by thresholds, by percentiles, or found for each query by clustering."""

from ladder.levels.adaptive import adaptive_levels
from ladder.levels.fixed import percentile_levels, threshold_levels
from ladder.levels.labels import Levels

__all__ = ["Levels", "adaptive_levels", "percentile_levels", "threshold_levels"]
