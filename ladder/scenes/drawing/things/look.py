"""How one thing of a scene is to be drawn."""

from dataclasses import dataclass

from ladder.scenes.drawing.palette import RGB
from ladder.scenes.world.dice import Dice


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
