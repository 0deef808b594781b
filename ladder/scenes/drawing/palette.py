"""The colours that a caption may name, and mixtures of colours."""

RGB = tuple[float, float, float]

COLOURS: dict[str, RGB] = {
    "red": (203, 74, 62),
    "orange": (228, 132, 62),
    "yellow": (240, 192, 84),
    "green": (104, 154, 92),
    "blue": (74, 124, 180),
    "purple": (138, 104, 170),
    "pink": (234, 156, 164),
    "brown": (140, 92, 62),
    "white": (246, 240, 228),
    "black": (58, 54, 62),
    "grey": (154, 154, 156),
    "golden": (220, 168, 92),
}
WHITE: RGB = (255, 255, 255)
CREAM: RGB = (250, 240, 220)
INK: RGB = (52, 48, 58)
SKIN: tuple[RGB, ...] = ((244, 206, 178), (226, 178, 142), (188, 136, 102), (138, 94, 70), (250, 216, 196))
HAIR: tuple[RGB, ...] = ((66, 48, 42), (110, 72, 48), (186, 126, 70), (46, 42, 48), (222, 178, 110))
WOOD: RGB = (166, 118, 80)
LAMP_LIGHT: RGB = (255, 214, 140)


def mix(one: RGB, other: RGB, share: float) -> RGB:
    """The mixture that has this share of the other colour.

    Example:
        >>> mix((0, 0, 0), (200, 100, 40), 0.5)
        (100.0, 50.0, 20.0)
    """
    keep = 1.0 - share
    return (
        one[0] * keep + other[0] * share,
        one[1] * keep + other[1] * share,
        one[2] * keep + other[2] * share,
    )


def darker(colour: RGB, share: float = 0.16) -> RGB:
    """The colour in its own shade, a little cooler."""
    return mix(colour, (44, 36, 66), share)


def lighter(colour: RGB, share: float = 0.22) -> RGB:
    """The colour where light falls on it, a little warmer."""
    return mix(colour, (255, 248, 226), share)
