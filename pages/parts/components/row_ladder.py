"""One query's candidates as a ladder, as the browser draws it."""

from typing import TypedDict

from pages.parts.components import scripts

_component = scripts.component("row_ladder", "batches/row_ladder.js", "batches/row_ladder.css")


class DrawnRung(TypedDict):
    """A rung, as the script's ``Rung`` says it."""

    number: int
    exists: bool
    active: bool
    near: int
    far: int
    needed: float
    had: float | None
    cost: float


class LadderData(TypedDict):
    """What is drawn, as the script's ``Data`` says it."""

    relevance: list[float]
    similarity: list[float]
    labels: list[int]
    share: list[float]
    k: int
    cuts: list[float]
    rungs: list[DrawnRung]
    texts: list[str]
    images: list[int]
    pictures: str | None
    large: str | None
    heads: tuple[str, str]
    word: str
    words: str
    ownName: str
    said: str
    colours: list[str]
    own: str
    none: str
    accent: str
    kept: str


def draw(data: LadderData, *, key: str) -> None:
    """Draws the ladder.

    Args:
        data: What is drawn.
        key: Of the component.
    """
    _component(key=key, data=data)
