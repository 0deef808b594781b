"""At which queries a run is the better one, figure by figure."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ladder.comparison.paired import TIE, PairedSamples
from ladder.words.outcomes import AtAQuery

OUTCOMES: tuple[AtAQuery, ...] = ("worse", "equal", "better")


class Outcomes(NamedTuple):
    """How B does at each query, of one figure in one direction.

    Attributes:
        direction: Who asks.
        figure: Its name.
        gain: ``(query,)`` how much better B is; nan where one of them has no value, or the query is left out.
    """

    direction: str
    figure: str
    gain: np.ndarray

    def rows(self, outcome: AtAQuery) -> np.ndarray:
        """The queries of an outcome, the largest change first.

        Example:
            >>> Outcomes("caption_to_image", "cs@10", np.array([0.1, np.nan, 0.3, -0.2, 0.0])).rows("better")
            array([2, 0])
        """
        chosen = {"better": self.gain > TIE, "worse": self.gain < -TIE, "equal": np.abs(self.gain) <= TIE}[outcome]
        rows = np.flatnonzero(chosen)
        return rows[np.argsort(-np.abs(self.gain[rows]), kind="stable")]

    def share(self, outcome: AtAQuery) -> float:
        """Of the queries that have a value in both."""
        defined = int((~np.isnan(self.gain)).sum())
        return len(self.rows(outcome)) / defined if defined else float("nan")


def outcomes(
    pair: PairedSamples, direction: str, figures: Sequence[str], kept: np.ndarray | None = None
) -> list[Outcomes]:
    """Of each figure that both sides have at some query.

    Args:
        pair: Both sides.
        direction: Who asks.
        figures: Names.
        kept: ``(query,)`` bool, which queries count; None for all.
    """
    known = set(pair.tables[direction].names)
    found = []
    for figure in figures:
        if ("rank" if figure.endswith("_rank") else figure) in known:
            gain = pair.gain(direction, figure).astype(float)
            if kept is not None:
                gain = np.where(kept, gain, np.nan)
            if not np.isnan(gain).all():
                found.append(Outcomes(direction, figure, gain))
    return found
