"""Plotly figures: arrays in, figures out. The notebook, the HTML report and the app use the same.

Every function takes ``theme``, :data:`LIGHT` (the default) or :data:`DARK`.

Raises:
    MissingExtraError: On import, if ``plotly`` is not installed.
"""

from ladder.errors import MissingExtraError

try:
    import plotly  # noqa: F401
except ImportError:
    raise MissingExtraError("plotly", "app") from None

from ladder.figures.curves import Curve, coherence_by_k, recall_by_k, relevance_by_rank
from ladder.figures.differences import Point, Whisker, forest, pareto
from ladder.figures.ranking import Ranked, inversions, ribbon, staircase
from ladder.figures.relevance import histogram_of_relevance, similarity_against_relevance
from ladder.figures.theme import DARK, LIGHT, Theme, caption, safe
from ladder.figures.training import level_histogram, rung_costs, training_curves

__all__ = [
    "DARK",
    "LIGHT",
    "Curve",
    "Point",
    "Ranked",
    "Theme",
    "Whisker",
    "caption",
    "coherence_by_k",
    "forest",
    "histogram_of_relevance",
    "inversions",
    "level_histogram",
    "pareto",
    "recall_by_k",
    "relevance_by_rank",
    "ribbon",
    "rung_costs",
    "safe",
    "similarity_against_relevance",
    "staircase",
    "training_curves",
]
