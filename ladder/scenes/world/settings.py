"""The settings: what each may show, in which weather, and how deep its ground lies."""

from dataclasses import dataclass

Band = tuple[float, float]
TIMES = ("dawn", "day", "dusk", "night")
WEATHERS = ("clear", "cloudy", "rain", "snow", "fog")
PEOPLE = ("woman", "man", "child")


@dataclass(frozen=True)
class Setting:
    """A place with what belongs there.

    Attributes:
        stars: Kinds that may be the main thing.
        extras: Kinds that may be added to it.
        weathers: Those that happen there.
        bands: For each place of a kind, between which heights (fractions of the side) it stands.
        unit: Sides of the picture a unit of a drawing, at the front.
        indoors: Whether the weather is outside.
        snowy: Whether snow always lies.
        sky: Whether the sky is seen.
    """

    stars: tuple[str, ...]
    extras: tuple[str, ...]
    weathers: tuple[str, ...]
    bands: dict[str, Band]
    unit: float = 0.0041
    indoors: bool = False
    snowy: bool = False
    sky: bool = True


SETTINGS: dict[str, Setting] = {
    "beach": Setting(
        (*PEOPLE, "dog", "ball", "sandcastle", "parasol", "sailboat", "bicycle", "van", "horse"),
        (
            "bird",
            "sailboat",
            "kite",
            "palm",
            "lighthouse",
            "hot-air balloon",
            "ball",
            "parasol",
            "sandcastle",
            "tent",
            "campfire",
            "bench",
        ),
        ("clear", "cloudy", "rain", "fog"),
        {"near": (0.82, 0.95), "back": (0.74, 0.77), "road": (0.84, 0.93), "water": (0.555, 0.63), "sky": (0.1, 0.36)},
    ),
    "lake": Setting(
        (*PEOPLE, "duck", "rowboat", "sailboat", "dog", "tent", "deer", "bicycle", "campfire", "bench"),
        ("bird", "duck", "hot-air balloon", "cabin", "tree", "bench", "campfire", "rowboat", "snowman"),
        WEATHERS,
        {"near": (0.87, 0.95), "back": (0.82, 0.845), "water": (0.6, 0.74), "sky": (0.1, 0.3)},
    ),
    "harbour": Setting(
        (*PEOPLE, "sailboat", "rowboat", "cat", "dog", "bicycle"),
        ("bird", "street lamp", "bench", "hot-air balloon", "duck", "sailboat", "rowboat"),
        WEATHERS,
        {"near": (0.87, 0.95), "back": (0.835, 0.855), "water": (0.62, 0.75), "sky": (0.1, 0.24)},
    ),
    "meadow": Setting(
        (*PEOPLE, "horse", "cow", "sheep", "rabbit", "fox", "dog", "tent", "bicycle", "hot-air balloon"),
        ("tree", "windmill", "bird", "kite", "hot-air balloon", "house", "bench", "pine"),
        ("clear", "cloudy", "rain", "fog"),
        {"near": (0.79, 0.94), "back": (0.65, 0.71), "sky": (0.1, 0.36)},
    ),
    "farm": Setting(
        (*PEOPLE, "cow", "sheep", "hen", "horse", "tractor", "dog", "cat"),
        ("tree", "windmill", "bird", "hen", "sheep", "tractor", "pine", "snowman"),
        WEATHERS,
        {"near": (0.81, 0.94), "back": (0.725, 0.75), "sky": (0.1, 0.3)},
    ),
    "desert": Setting(
        ("woman", "man", "camel", "van", "tent", "car", "fox", "hot-air balloon", "campfire"),
        ("cactus", "palm", "bird", "tent", "campfire", "camel"),
        ("clear", "cloudy"),
        {"near": (0.79, 0.94), "back": (0.68, 0.73), "road": (0.8, 0.92), "sky": (0.1, 0.34)},
    ),
    "mountains": Setting(
        (*PEOPLE, "bear", "deer", "fox", "snowman", "cabin", "dog", "tent", "rabbit"),
        ("cabin", "hot-air balloon", "bird", "bench", "snowman"),
        ("clear", "cloudy", "snow", "fog"),
        {"near": (0.79, 0.94), "back": (0.68, 0.72), "sky": (0.08, 0.24)},
        snowy=True,
    ),
    "forest": Setting(
        (*PEOPLE, "deer", "fox", "bear", "rabbit", "tent", "campfire", "dog", "bicycle", "cabin"),
        ("bird", "bench", "tent", "cabin", "rabbit", "campfire"),
        WEATHERS,
        {"near": (0.79, 0.94), "back": (0.69, 0.72), "sky": (0.2, 0.4)},
        sky=False,
    ),
    "street": Setting(
        (*PEOPLE, "car", "bus", "van", "bicycle", "dog", "cat"),
        ("street lamp", "bench", "tree", "bird", "car", "bicycle"),
        WEATHERS,
        {"near": (0.9, 0.955), "back": (0.875, 0.89), "road": (0.755, 0.815), "sky": (0.07, 0.16)},
    ),
    "park": Setting(
        (*PEOPLE, "dog", "bicycle", "bench", "rabbit", "ball"),
        ("tree", "pine", "street lamp", "bench", "kite", "bird", "hot-air balloon", "ball", "snowman"),
        WEATHERS,
        {"near": (0.79, 0.94), "back": (0.66, 0.72), "sky": (0.08, 0.26)},
    ),
    "kitchen": Setting(
        ("cup", "teapot", "cake", "fruit bowl", "vase", "books", "candle", "bread", "cat"),
        ("cup", "teapot", "cake", "fruit bowl", "vase", "books", "candle", "bread"),
        ("clear", "cloudy", "rain", "snow"),
        {"near": (0.74, 0.88), "table": (0.72, 0.88)},
        unit=0.0043,
        indoors=True,
    ),
    "living room": Setting(
        (*PEOPLE, "armchair", "cat", "dog", "floor lamp", "guitar", "plant"),
        ("armchair", "floor lamp", "guitar", "plant", "cat", "dog"),
        ("clear", "cloudy", "rain", "snow"),
        {"near": (0.8, 0.93), "back": (0.735, 0.77)},
        indoors=True,
    ),
}
