"""Two runs, or groups of seeds, query by query: differences with intervals, tests, wins and losses."""

from ladder.comparison.comparing import compare
from ladder.comparison.formats import FORMATS
from ladder.comparison.paired import Difference, differences, holm
from ladder.comparison.result import Comparison, Row, Side
from ladder.comparison.settings import config_differences

__all__ = [
    "FORMATS",
    "Comparison",
    "Difference",
    "Row",
    "Side",
    "compare",
    "config_differences",
    "differences",
    "holm",
]
