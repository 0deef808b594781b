"""Ways of finding levels, each with its settings: what a loss by levels has, and what can be asked for instead."""

import abc
from dataclasses import dataclass

from ladder.levels.adaptive import Scope, adaptive_levels, check_options
from ladder.levels.fixed import check_descending, percentile_levels, threshold_levels
from ladder.levels.labels import Levels
from ladder.levels.tables import Table


class LevelMethod(abc.ABC):
    """A way of finding levels."""

    @property
    @abc.abstractmethod
    def most(self) -> int:
        """As many levels as a query may have."""

    @abc.abstractmethod
    def find(self, relevance: Table, candidate: "Table | None" = None) -> Levels:
        """The levels of a ``(query, candidate)`` table.

        Args:
            relevance: In [0, 1], an array or a torch tensor on any device.
            candidate: Boolean, what may be in a level; everything by default.

        Raises:
            ValueError: If a table is not as described.
        """


@dataclass(frozen=True)
class ByThresholds(LevelMethod):
    """The same cuts for every query: :func:`ladder.levels.threshold_levels`.

    Example:
        >>> ByThresholds((0.7, 0.4)).find([[1.0, 0.9, 0.5, 0.1]]).labels
        array([[1, 1, 2, 3]])
    """

    thresholds: tuple[float, ...]

    def __post_init__(self) -> None:
        check_descending("thresholds", self.thresholds, most=1)

    @property
    def most(self) -> int:
        """One more than thresholds."""
        return len(self.thresholds) + 1

    def find(self, relevance: Table, candidate: "Table | None" = None) -> Levels:
        """By the thresholds."""
        return threshold_levels(relevance, self.thresholds, candidate)


@dataclass(frozen=True)
class ByPercentiles(LevelMethod):
    """Set shares of each query's candidates: :func:`ladder.levels.percentile_levels`."""

    percentiles: tuple[float, ...]

    def __post_init__(self) -> None:
        check_descending("percentiles", self.percentiles, most=100)

    @property
    def most(self) -> int:
        """One more than percentiles."""
        return len(self.percentiles) + 1

    def find(self, relevance: Table, candidate: "Table | None" = None) -> Levels:
        """By the percentiles."""
        return percentile_levels(relevance, self.percentiles, candidate)


@dataclass(frozen=True)
class BySilhouette(LevelMethod):
    """As many levels as the Silhouette favours: :func:`ladder.levels.adaptive_levels`."""

    k_min: int = 2
    k_max: int = 4
    min_silhouette: float | None = None
    scope: Scope = "query"

    def __post_init__(self) -> None:
        check_options(self.k_min, self.k_max, self.min_silhouette, self.scope)

    @property
    def most(self) -> int:
        """``k_max``."""
        return self.k_max

    def find(self, relevance: Table, candidate: "Table | None" = None) -> Levels:
        """By clustering."""
        return adaptive_levels(
            relevance,
            candidate,
            k_min=self.k_min,
            k_max=self.k_max,
            min_silhouette=self.min_silhouette,
            scope=self.scope,
        )
