"""The kinds of things: their colours, poses, extents, and where they may stand."""

from dataclasses import dataclass

COATS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "white", "black", "grey")
PAINTS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "white")
CLOTHS = ("red", "orange", "yellow", "green", "blue", "purple", "pink")


@dataclass(frozen=True)
class Kind:
    """What holds for every thing of a kind.

    Attributes:
        wide: Width in the units of its drawing (a grown-up is 100 high).
        high: Height in those units.
        place: ``near`` or ``back`` on the ground, ``road``, ``water``, ``sky``, ``table`` or ``hand``.
        colours: Those it may have; empty if captions never name one.
        poses: What it may do by itself.
        most: Up to how many of it stand together.
        top: Where another thing can be on it, ``(right, up)`` in units; none if nothing can.
        sizes: Whether it comes small and large.
        low: How far it reaches below its origin in units.
    """

    wide: float
    high: float
    place: str = "near"
    colours: tuple[str, ...] = ()
    poses: tuple[str, ...] = ("",)
    most: int = 1
    top: tuple[float, float] | None = None
    sizes: bool = True
    low: float = 0.0


KINDS: dict[str, Kind] = {
    "woman": Kind(44, 107, colours=COATS, poses=("standing", "walking"), most=2, sizes=False),
    "man": Kind(44, 104, colours=COATS, poses=("standing", "walking"), most=2, sizes=False),
    "child": Kind(30, 76, colours=COATS, poses=("standing", "walking"), most=3, sizes=False),
    "dog": Kind(
        82, 66, colours=("brown", "golden", "black", "white"), poses=("standing", "sitting", "running"), most=3
    ),
    "cat": Kind(68, 62, colours=("grey", "orange", "black", "white"), poses=("sitting", "sleeping", "walking"), most=3),
    "rabbit": Kind(42, 63, colours=("brown", "white", "grey"), poses=("sitting",), most=4),
    "horse": Kind(122, 108, colours=("brown", "white", "black"), poses=("standing", "grazing"), most=2, top=(-16, 65)),
    "cow": Kind(108, 78, colours=("brown", "black", "white"), poses=("standing",), most=3, top=(-14, 57)),
    "sheep": Kind(62, 52, colours=("white", "black"), poses=("standing",), most=5, top=(0, 45)),
    "hen": Kind(56, 52, colours=("brown", "white", "orange"), poses=("standing",), most=5),
    "fox": Kind(108, 68, colours=("orange",), poses=("standing", "sitting"), most=2),
    "deer": Kind(86, 110, colours=("brown",), poses=("standing",), most=2),
    "bear": Kind(90, 70, colours=("brown", "black", "white"), poses=("standing",), most=2),
    "camel": Kind(122, 104, colours=("golden", "brown", "white"), poses=("standing",), most=3),
    "bird": Kind(54, 42, colours=(*CLOTHS, "white", "black"), poses=("flying",), most=5),
    "duck": Kind(62, 34, "water", ("yellow", "white", "brown", "green"), ("swimming",), 5),
    "bicycle": Kind(90, 60, colours=PAINTS, most=2, top=(-13, 49), sizes=False),
    "car": Kind(116, 57, "road", PAINTS, most=2, top=(-10, 54)),
    "van": Kind(132, 84, "road", CLOTHS, sizes=False, top=(34, 70)),
    "bus": Kind(160, 86, "road", CLOTHS, sizes=False),
    "tractor": Kind(98, 84, colours=("red", "orange", "green", "blue"), top=(-14, 82)),
    "sailboat": Kind(102, 120, "water", PAINTS, most=3),
    "rowboat": Kind(108, 28, "water", PAINTS, most=2, top=(-8, 11), sizes=False),
    "kite": Kind(40, 26, "sky", CLOTHS, most=3, sizes=False, low=64),
    "balloon": Kind(42, 94, "hand", CLOTHS, sizes=False),
    "hot-air balloon": Kind(80, 48, "sky", CLOTHS, most=3, low=56),
    "umbrella": Kind(76, 71, "hand", (*CLOTHS, "black", "white"), sizes=False),
    "parasol": Kind(118, 120, colours=CLOTHS, most=2, top=(0, 119), sizes=False),
    "house": Kind(130, 132, "back", PAINTS, top=(0, 129)),
    "cabin": Kind(120, 148, "back", ("brown", "grey", "red"), top=(0, 103)),
    "lighthouse": Kind(74, 190, "back", ("red", "blue", "green", "black"), sizes=False),
    "windmill": Kind(128, 180, "back", ("white", "red", "blue", "green", "yellow"), most=2, sizes=False),
    "tent": Kind(132, 68, colours=CLOTHS, most=2, top=(6, 63)),
    "tree": Kind(120, 156, "back", ("green", "orange", "yellow", "pink", "red"), most=3),
    "pine": Kind(88, 162, "back", ("green",), most=3),
    "palm": Kind(138, 153, "back", ("green",), most=3, sizes=False),
    "cactus": Kind(66, 120, colours=("green",), most=3),
    "plant": Kind(94, 104, colours=(*CLOTHS, "white")),
    "street lamp": Kind(32, 172, "back", ("black", "green"), most=2, top=(0, 171), sizes=False),
    "bench": Kind(128, 78, colours=("brown", "green", "red", "blue", "white"), top=(0, 38), sizes=False),
    "campfire": Kind(72, 84),
    "snowman": Kind(92, 128, colours=CLOTHS, most=2, top=(0, 126)),
    "ball": Kind(34, 34, colours=CLOTHS, most=3),
    "sandcastle": Kind(94, 80, colours=CLOTHS),
    "cup": Kind(70, 76, "table", PAINTS, most=3),
    "teapot": Kind(114, 84, "table", PAINTS),
    "cake": Kind(94, 74, "table", ("pink", "white", "brown", "yellow", "purple")),
    "fruit bowl": Kind(90, 78, "table", PAINTS, sizes=False),
    "vase": Kind(78, 112, "table", PAINTS),
    "books": Kind(84, 35, "table", CLOTHS, top=(0, 33.5), sizes=False),
    "candle": Kind(60, 76, "table", ("red", "white", "yellow", "green", "blue", "purple"), most=3),
    "bread": Kind(108, 42, "table", sizes=False),
    "armchair": Kind(112, 98, colours=PAINTS, top=(0, 38), sizes=False),
    "floor lamp": Kind(60, 154, "back", (*CLOTHS, "white"), sizes=False),
    "guitar": Kind(38, 114, colours=("orange", "brown", "red"), sizes=False),
}
