"""What stands behind the things of a scene, one function a setting."""

from collections.abc import Callable

from ladder.scenes.drawing.backdrops import coast, country, indoors, town, wild
from ladder.scenes.drawing.canvas import Canvas
from ladder.scenes.world.dice import Dice

BACKDROPS: dict[str, Callable[[Canvas, Dice], None]] = {
    "beach": coast.beach,
    "lake": coast.lake,
    "harbour": coast.harbour,
    "meadow": country.meadow,
    "farm": country.farm,
    "desert": country.desert,
    "mountains": wild.mountains,
    "forest": wild.forest,
    "street": town.street,
    "park": town.park,
    "kitchen": indoors.kitchen,
    "living room": indoors.living_room,
}
