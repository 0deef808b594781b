"""What the views of a batch look at together."""

from dataclasses import dataclass
from operator import methodcaller
from typing import TYPE_CHECKING

from streamlit.delta_generator import DeltaGenerator

from ladder.batches.batch import LabBatch
from ladder.batches.one_query import QueryView
from ladder.figures.theme import either
from ladder.runs import RunFolder
from pages.parts.batches import cached, wording
from pages.parts.batches.cached import Source
from pages.parts.batches.wording import ASKS
from pages.parts.shell import pictures

if TYPE_CHECKING:
    from ladder.batches.looking import Look

VIEWS = QUERY, LEVELS, WHOLE, TRAINING = ("one query", "levels", "whole batch", "over training")
SMALL, LARGE = 64, 240  # pixels of a picture on a shelf, and under the pointer
OWN = either(lambda theme: theme.own)
NONE = either(lambda theme: theme.unlevelled)
GROUND = either(lambda theme: theme.grid)
ACCENT = either(lambda theme: theme.missed)
KEPT = either(lambda theme: theme.others[0])  # a margin that is kept


@dataclass(frozen=True, eq=False)
class Shown:
    """A batch, the loss it is looked at through, and one query in focus.

    Attributes:
        folder: The run.
        source: Where the batch comes from.
        look: What the loss says of it.
        view: The query in focus.
        direction: ``image_to_caption`` or ``caption_to_image``.
        preset: How much is shown.
        bar: Where the controls of a view stand.
    """

    folder: RunFolder
    source: Source
    look: "Look"
    view: QueryView
    direction: str
    preset: str
    bar: DeltaGenerator

    @property
    def batch(self) -> LabBatch:
        """The batch."""
        return self.look.batch

    @property
    def asks(self) -> tuple[str, str]:
        """What asks and what is found, in words."""
        return ASKS[self.direction]

    @property
    def made(self) -> str:
        """Which batch it is, through which loss."""
        which = (
            f"step {self.source.step:,} of its training" if self.source.step else f"a batch of `{self.source.split}`"
        )
        return f"{self.folder.name}, {which}. {wording.settings(self.look)}"

    def pictures(self, side: int) -> str:
        """The addresses of the pictures with ``{image}`` in place of the row; empty where there are none."""
        data = cached.data(self.source)
        if data is None or data.pictures is None:
            return ""
        return pictures.template(self.folder, self.source.split, side)

    def picture(self, pair: int, side: int = LARGE) -> str:
        """The address of a pair's picture; empty where there is none."""
        image = int(self.batch.images[pair])
        return self.pictures(side).replace("{image}", str(image)) if image >= 0 else ""


def level_colours(levels: int) -> list[str]:
    """The colours of levels 1 to ``levels`` on both grounds, as CSS; a single one is none to speak of."""
    if levels < 2:
        return [NONE]
    return [either(methodcaller("level", level, levels)) for level in range(1, levels + 1)]
