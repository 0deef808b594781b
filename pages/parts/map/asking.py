"""What the map is asked: words, or the item that is clicked; what it is to every item, and where it stands."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ladder.runs.maps import Layout
from ladder.search.ranking import ExactMatch
from ladder.space import Asked
from ladder.space.layouts.placing import Placement
from pages.parts.map import spaces
from pages.parts.map.choosing import Chosen
from pages.parts.map.spaces import Space

HITS = 25  # nearest items of each kind that a search lights
TOGETHER, SCATTERED = 0.25, 0.6  # bounds of `Placement.scatter` for the words that say it


@dataclass(frozen=True, eq=False)
class MapQuery:
    """Words, an item, or nothing.

    Attributes:
        text: Words; empty where an item asks.
        item: An item's name; empty where words ask.
        run: Run A.
        other: Run B, if there is one.
        exact_match: Whether the query's own items are kept in what is searched.
    """

    text: str
    item: str
    run: Space
    other: Space | None
    exact_match: ExactMatch

    def __bool__(self) -> bool:
        return bool(self.text or self.item)

    def _ask(self, run: Space) -> tuple[Asked, str]:
        judge, split = self.run.folder, self.run.split
        return spaces.asked(run.folder, judge, split, text=self.text, item=self.item, exact_match=self.exact_match)

    @cached_property
    def under_a(self) -> Asked | None:
        """What it is to the items under A."""
        return self._ask(self.run)[0] if self else None

    @cached_property
    def under_b(self) -> Asked | None:
        """What it is to the items under B."""
        return self._ask(self.other)[0] if self and self.other else None

    @property
    def judged_by(self) -> str:
        """Who says what is relevant."""
        return self._ask(self.run)[1]

    @property
    def both(self) -> list[Asked | None]:
        """Under A and under B."""
        return [self.under_a, self.under_b]

    @property
    def name(self) -> str:
        """How a sentence speaks of it."""
        return f"“{self.text}”" if self.text else f"`{self.item}`"

    def found(self) -> np.ndarray | None:
        """``(items,)`` bool, the nearest items of each kind to words; None where no words ask."""
        if not self.text or self.under_a is None:
            return None
        rank = self.under_a.rank
        return (rank >= 0) & (rank < HITS)

    def placed(self, run: Space, layout: Layout) -> Placement | None:
        """Where words stand on a map; an item has its own place there."""
        return spaces.placed(run.folder, self.text, layout, run.vectors) if self.text else None


def make(run: Space, other: Space | None, text: str, choice: Chosen, exact_match: ExactMatch) -> MapQuery:
    """Words go before the item that is chosen."""
    text = " ".join(text.split())
    return MapQuery(text, "" if text or choice.kind != "item" else choice.name, run, other, exact_match)


def said(query: MapQuery, placement: Placement | None, run: Space) -> str:
    """The sentence on words that were looked for."""
    if placement is None:
        return ""
    where = "which stand together"
    if placement.scatter > SCATTERED:
        where = "which are all over the map, so its place means nothing"
    elif placement.scatter > TOGETHER:
        where = "which stand in several places, so its place means little"
    images, captions = min(HITS, run.images), min(HITS, run.captions)
    return (
        f"{query.name}: its {images} nearest images and {captions} nearest captions are lit. The cross is placed by "
        f"its {len(placement.neighbours)} nearest items, {where}."
    )
