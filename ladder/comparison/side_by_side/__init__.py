"""Two runs beside each other, query by query: the arrays and rows that the page Compare draws.

No torch until a run's relevance is asked for.
"""

from ladder.comparison.side_by_side.carpet import (
    CUTS,
    SORTS,
    Carpet,
    Means,
    carpet,
    cuts_of,
    means_by_rank,
    relevance_levels,
)
from ladder.comparison.side_by_side.list_means import curves_of, kept_curves
from ladder.comparison.side_by_side.lists import Beside, Lists, beside, rank_correlation, sampled_pairs
from ladder.comparison.side_by_side.outcomes import OUTCOMES, Outcomes, outcomes
from ladder.comparison.side_by_side.plane import QUADRANTS, Plane, plane
from ladder.comparison.side_by_side.slices import (
    Slice,
    by_cluster,
    by_label,
    by_thirds,
    caption_lengths,
    differences_by_slice,
)
from ladder.comparison.side_by_side.verdict import FEW, few, slice_rows, slice_whiskers, table_rows, whiskers
from ladder.comparison.side_by_side.views import View, seeds_of, views

__all__ = [
    "CUTS",
    "FEW",
    "OUTCOMES",
    "QUADRANTS",
    "SORTS",
    "Beside",
    "Carpet",
    "Lists",
    "Means",
    "Outcomes",
    "Plane",
    "Slice",
    "View",
    "beside",
    "by_cluster",
    "by_label",
    "by_thirds",
    "caption_lengths",
    "carpet",
    "curves_of",
    "cuts_of",
    "differences_by_slice",
    "few",
    "kept_curves",
    "means_by_rank",
    "outcomes",
    "plane",
    "rank_correlation",
    "relevance_levels",
    "sampled_pairs",
    "seeds_of",
    "slice_rows",
    "slice_whiskers",
    "table_rows",
    "views",
    "whiskers",
]
