"""What a scene shows, as a graph of things, their attributes and their relations."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    """One kind of thing in a scene, once or several times.

    Attributes:
        kind: A key of :data:`ladder.scenes.world.kinds.KINDS`; no kind occurs twice in a scene.
        colour: A key of :data:`ladder.scenes.drawing.palette.COLOURS`; empty for a kind that has no colour of its own.
        size: ``small``, ``large``, or empty for its usual size.
        count: How many, from 1.
        pose: What it does, one of its kind's; empty for a kind that does nothing.
    """

    kind: str
    colour: str = ""
    size: str = ""
    count: int = 1
    pose: str = ""


@dataclass(frozen=True)
class Relation:
    """How one thing stands to another.

    Attributes:
        subject: Index of the thing of which it is said.
        name: ``on``, ``beside``, ``behind``, ``under`` or ``holding``.
        object: Index of the other thing.
    """

    subject: int
    name: str
    object: int


@dataclass(frozen=True)
class Scene:
    """All that a picture and its captions may speak of.

    Attributes:
        setting: A key of :data:`ladder.scenes.world.settings.SETTINGS`.
        weather: ``clear``, ``cloudy``, ``rain``, ``snow`` or ``fog``.
        time: ``dawn``, ``day``, ``dusk`` or ``night``.
        things: The main thing first.
        relations: Between those things.
        seed: Of all that no caption speaks of: where things stand, hair, hills, clouds.
    """

    setting: str
    weather: str
    time: str
    things: tuple[Thing, ...]
    relations: tuple[Relation, ...] = ()
    seed: int = 0
