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

from ladder.figures.along_list import Curve, coherence_by_k, recall_by_k, relevance_by_rank
from ladder.figures.batch import (
    level_counts,
    level_sizes,
    mark_steps,
    rung_activity,
    rung_stack,
    silhouette_by_step,
    silhouette_counts,
)
from ladder.figures.differences import Point, Whisker, forest, pareto
from ladder.figures.joint_map import Colour, Outline, bullseye, joint_map
from ladder.figures.levels import Lane, relevance_strips, silhouette_by_k, silhouette_knife
from ladder.figures.ranking import RankedQuery, inversions, ribbon, staircase
from ladder.figures.relevance import histogram_of_relevance, similarity_against_relevance
from ladder.figures.theme import DARK, LIGHT, Theme, caption, safe
from ladder.figures.training import TrainedRun, level_histogram, rung_costs, training_curves, trainings

__all__ = [
    "DARK",
    "LIGHT",
    "Colour",
    "Curve",
    "Lane",
    "Outline",
    "Point",
    "RankedQuery",
    "Theme",
    "TrainedRun",
    "Whisker",
    "bullseye",
    "caption",
    "coherence_by_k",
    "forest",
    "histogram_of_relevance",
    "inversions",
    "joint_map",
    "level_counts",
    "level_histogram",
    "level_sizes",
    "mark_steps",
    "pareto",
    "recall_by_k",
    "relevance_by_rank",
    "relevance_strips",
    "ribbon",
    "rung_activity",
    "rung_costs",
    "rung_stack",
    "safe",
    "silhouette_by_k",
    "silhouette_by_step",
    "silhouette_counts",
    "silhouette_knife",
    "similarity_against_relevance",
    "staircase",
    "training_curves",
    "trainings",
]
