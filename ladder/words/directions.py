"""The two directions of a search: what they are called in files, and what people read."""

from typing import Literal

Modality = Literal["image", "caption"]

DIRECTIONS = ("image_to_caption", "caption_to_image")  # in files and tables
FINDS = {"images": "caption_to_image", "captions": "image_to_caption"}  # by what is searched


def query(direction: str) -> Modality:
    """What asks.

    Example:
        >>> query("image_to_caption"), candidate("image_to_caption")
        ('image', 'caption')
    """
    return "image" if direction == DIRECTIONS[0] else "caption"


def candidate(direction: str) -> Modality:
    """What is found."""
    return "caption" if direction == DIRECTIONS[0] else "image"


def shown(direction: str) -> str:
    """A direction as people read it; an empty one is both.

    Example:
        >>> shown("image_to_caption"), shown("")
        ('image → caption', 'both ways')
    """
    return f"{query(direction)} → {candidate(direction)}" if direction else "both ways"
