"""What better order costs: the change of order against the change of what is found first, a dot a query."""

from typing import Literal, NamedTuple

import numpy as np

from ladder.comparison.paired import TIE, PairedSamples

Quadrant = Literal["both", "order", "found", "neither"]
QUADRANTS: tuple[Quadrant, ...] = ("order", "both", "neither", "found")  # as read: upper left to lower right
ORDER = "cs@100"
RANK, INSTEAD = "rank", "ndcg@50"  # of what is found: the own pair's place, or, where there is none, what is


class Plane(NamedTuple):
    """A dot a query at which both changes are defined.

    Attributes:
        rows: ``(dot,)`` int64, its query.
        x: ``(dot,)`` float32: places that the own pair has risen by in B, or the gain of ``found``.
        y: ``(dot,)`` float32: gain of CS@100.
        found: ``rank``, or the figure that stands for it where no query has an own pair.
    """

    rows: np.ndarray
    x: np.ndarray
    y: np.ndarray
    found: str

    def quadrant(self, name: Quadrant) -> np.ndarray:
        """The dots that lie in a quadrant, ``(dot,)`` bool; those on an axis are in none."""
        right, left = self.x > TIE, self.x < -TIE
        up, down = self.y > TIE, self.y < -TIE
        return {"both": right & up, "order": left & up, "found": right & down, "neither": left & down}[name]

    def named(self) -> dict[Quadrant, str]:
        """What each quadrant is called."""
        sooner, later = ("found sooner", "found later") if self.found == RANK else ("more relevant", "less relevant")
        return {
            "both": f"{sooner}, better order",
            "order": f"{later}, better order",
            "found": f"{sooner}, worse order",
            "neither": f"{later}, worse order",
        }


def plane(pair: PairedSamples, direction: str, kept: np.ndarray | None = None) -> Plane | None:
    """The plane of one direction; None where the order or what is found was not measured in both runs.

    Args:
        pair: Both sides.
        direction: Who asks.
        kept: ``(query,)`` bool, which queries are shown; None for all.
    """
    known = pair.tables[direction].names
    found = RANK if RANK in known else INSTEAD
    if ORDER not in known or found not in known:
        return None
    x, y = pair.gain(direction, found), pair.gain(direction, ORDER)
    shown = ~np.isnan(x + y) if kept is None else kept & ~np.isnan(x + y)
    rows = np.flatnonzero(shown)
    return Plane(rows, x[rows].astype(np.float32), y[rows].astype(np.float32), found)
