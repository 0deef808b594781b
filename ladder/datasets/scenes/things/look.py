"""How one thing of a scene is to be drawn."""

from dataclasses import dataclass

from ladder.datasets.scenes.dice import Dice
from ladder.datasets.scenes.palette import RGB


@dataclass(frozen=True)
class Look:
    """What a drawing needs to know beyond the kind.

    Attributes:
        colour: Its main colour.
        pose: What it does; empty for a thing that does nothing.
        dice: For what no caption speaks of: hair, spots, the number of windows.
        holding: Whether a hand is raised to hold something.
    """

    colour: RGB
    pose: str
    dice: Dice
    holding: bool = False
