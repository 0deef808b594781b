"""A model's unit vectors and a judge of relevance to figures with intervals."""

from typing import TYPE_CHECKING, Any

from ladder.evaluation.evaluating import evaluate
from ladder.evaluation.names import GROUPS, figure_names
from ladder.evaluation.report import Figure, Report
from ladder.words.directions import DIRECTIONS
from ladder.words.figures import SECOND

if TYPE_CHECKING:
    from ladder.evaluation.running import embed, evaluate_run

__all__ = [
    "DIRECTIONS",
    "GROUPS",
    "SECOND",
    "Figure",
    "Report",
    "embed",
    "evaluate",
    "evaluate_run",
    "figure_names",
]


def __getattr__(name: str) -> Any:
    """Loads what needs a model when it is first asked for: the figures of arrays do not need torch."""
    if name not in ("embed", "evaluate_run"):
        raise AttributeError(f"module `ladder.evaluation` has no attribute `{name}`")
    from ladder.evaluation import running

    return getattr(running, name)
