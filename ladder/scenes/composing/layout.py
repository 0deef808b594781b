"""Where the things of a scene stand in its picture."""

from dataclasses import dataclass, replace

from ladder.scenes.world.dice import Dice
from ladder.scenes.world.graph import Relation, Scene, Thing
from ladder.scenes.world.kinds import KINDS
from ladder.scenes.world.settings import SETTINGS, Band, Setting

SIZES = {"small": 0.72, "": 1.0, "large": 1.3}
ROOF = {"tree": 1.42, "palm": 1.3, "parasol": 1.3}  # how much larger a thing is that others stand under
HAND = (20.0, 64.0)  # where a raised hand is, for someone 100 units high
TRIES = 24


@dataclass(frozen=True)
class Piece:
    """One drawing: a thing, or one of several.

    Attributes:
        thing: Index of its thing.
        x: From the middle of its group in units; of the picture (fraction) once placed.
        y: Above the ground of its group in units; height in the picture (fraction) once placed.
        scale: Its size in units; in sides of the picture once placed.
        depth: Pieces are drawn from small to large.
        flip: Whether it faces left.
        ground: Whether it stands on the ground and throws a shadow there.
        holding: Whether it has a hand raised.
    """

    thing: int
    x: float
    y: float = 0.0
    scale: float = 1.0
    depth: float = 0.0
    flip: bool = False
    ground: bool = True
    holding: bool = False


Box = tuple[float, float, float, float]  # left, top, right, bottom, as fractions of the picture


@dataclass(frozen=True)
class Group:
    """Pieces that are placed together.

    Attributes:
        pieces: In units around the group's origin.
        edges: How far they reach left, down, right and up of it, in units.
        band: Between which heights of the picture the origin may be.
        sky: Whether it floats.
        layer: Where a floating group comes in the order of drawing: 0 behind, 2 in front of what stands.
    """

    pieces: tuple[Piece, ...]
    edges: tuple[float, float, float, float]
    band: Band
    sky: bool = False
    layer: float = 0.0

    @property
    def wide(self) -> float:
        """Width in units."""
        return self.edges[0] + self.edges[2]

    def box(self, x: float, y: float, scale: float) -> Box:
        """What it covers when its origin is there."""
        left, down, right, up = self.edges
        return (x - left * scale, y - up * scale, x + right * scale, y + down * scale)


def lay_out(scene: Scene, dice: Dice) -> list[Piece]:
    """The pieces of a scene, the farthest first.

    Returns:
        Pieces whose x, y and scale are fractions of the picture's side.
    """
    setting = SETTINGS[scene.setting]
    groups = _groups(scene, setting, dice)
    if not groups:
        return []
    standing = [group for group in groups if not group.sky] or groups
    wide, high = sum(group.wide for group in standing), max(group.edges[3] for group in standing)
    unit = min(1.5 * setting.unit, max(setting.unit, min(0.6 / wide, 0.5 / high)))
    taken: list[Box] = []
    pieces: list[Piece] = []
    for number, group in enumerate(groups):
        x, y, scale = _room(group, unit, taken, dice, first=number == 0)
        pieces += [_placed(piece, group, x, y, scale) for piece in group.pieces]
        taken.append(group.box(x, y, scale))
    return sorted(pieces, key=lambda piece: piece.depth)


def _placed(piece: Piece, group: Group, x: float, y: float, scale: float) -> Piece:
    """A piece of a group whose origin is there."""
    return replace(
        piece,
        x=x + piece.x * scale,
        y=y - piece.y * scale + (piece.depth if piece.ground else 0.0),
        scale=piece.scale * scale,
        depth=(group.layer if group.sky else y) + piece.depth,
    )


def _groups(scene: Scene, setting: Setting, dice: Dice) -> list[Group]:
    """Related things together, every other thing by itself; the main one first."""
    groups, done = [], set()
    for relation in scene.relations:
        what, base = scene.things[relation.subject], scene.things[relation.object]
        done |= {relation.subject, relation.object}
        pieces = _related(scene, relation, dice)
        band = _band(setting, what) if relation.name == "holding" else _band(setting, what, base)
        groups.append(_group(scene, pieces, band))
    for index, thing in enumerate(scene.things):
        if index not in done:
            group = _group(scene, _row(index, thing, dice), _band(setting, thing), _floats(thing))
            groups.append(replace(group, layer=0.0 if thing.kind == "hot-air balloon" else 2.0))
    return groups


def _group(scene: Scene, pieces: list[Piece], band: Band, sky: bool = False) -> Group:
    """Pieces around the middle of their width."""
    reach = [(KINDS[scene.things[piece.thing].kind], piece) for piece in pieces]
    left = min(piece.x - kind.wide * piece.scale / 2 for kind, piece in reach)
    right = max(piece.x + kind.wide * piece.scale / 2 for kind, piece in reach)
    down = max(kind.low * piece.scale - piece.y for kind, piece in reach)
    if sky:
        down = max(down, max(kind.high * piece.scale * 0.6 - piece.y for kind, piece in reach))
    up = max(piece.y + kind.high * piece.scale for kind, piece in reach)
    middle, half = (left + right) / 2, (right - left) / 2
    return Group(
        tuple(replace(piece, x=piece.x - middle) for piece in pieces), (half, max(down, 0.0), half, up), band, sky
    )


def _floats(thing: Thing) -> bool:
    """Whether it is in the sky."""
    return KINDS[thing.kind].place == "sky" or thing.pose == "flying"


def _band(setting: Setting, *things: Thing) -> Band:
    """Between which heights things stand; between back and front where both are needed."""
    places = {"sky" if thing.pose == "flying" else KINDS[thing.kind].place for thing in things}
    places = {place if place in setting.bands else "near" for place in places}
    if len(places) > 1 and "back" in places:
        back, near = setting.bands["back"], setting.bands["near"]
        return (back[1], max(back[1], near[0]) * 0.5 + near[1] * 0.5) if setting.indoors else (back[1], near[0])
    for place in ("water", "road", "table", "near", "back", "sky"):
        if place in places:
            return setting.bands[place]
    raise ValueError(f"no place for {places}")


def _row(index: int, thing: Thing, dice: Dice) -> list[Piece]:
    """All copies of a thing side by side."""
    kind, scale, flip = KINDS[thing.kind], SIZES[thing.size], dice.chance(0.5)
    sky = _floats(thing)
    if thing.count == 1:
        return [Piece(index, 0.0, 0.0, scale, flip=flip, ground=not sky)]
    step = kind.wide * (1.06 if sky else 0.92)
    pieces = []
    for number in range(thing.count):
        x = (number - (thing.count - 1) / 2) * step + dice.number(-0.06, 0.06) * step
        y = dice.number(-0.5, 0.5) * kind.wide if sky else 0.0
        depth = 0.0 if sky else 0.024 * (number % 2) + dice.number(0, 0.008)
        turned = flip != dice.chance(0.25)
        pieces.append(Piece(index, x, y, scale * dice.number(0.86, 1.0), depth, turned, ground=not sky))
    return pieces


def _related(scene: Scene, relation: Relation, dice: Dice) -> list[Piece]:
    """Two things as their relation says, the object at the origin."""
    what, base = scene.things[relation.subject], scene.things[relation.object]
    kind = KINDS[base.kind]
    flip, side = dice.chance(0.5), dice.pick((-1, 1))
    scale = SIZES[base.size]
    if relation.name == "under":
        scale = ROOF.get(base.kind, 1.0) * max(1.0, KINDS[what.kind].wide / 90)
    anchor = Piece(relation.object, 0.0, 0.0, scale, flip=flip)
    rows = _row(relation.subject, what, dice)
    half = kind.wide * scale / 2
    wide = max(row.x for row in rows) - min(row.x for row in rows) + KINDS[what.kind].wide * rows[0].scale
    if relation.name == "holding":
        return _held(scene, relation, flip, dice)
    if relation.name == "on":
        right, up = kind.top or (0.0, 0.0)
        depth = -0.001 if base.kind == "rowboat" else 0.001  # its near side hides who sits in it
        return [
            anchor,
            replace(rows[0], x=right * scale * (-1 if flip else 1), y=up * scale, depth=depth, ground=False),
        ]
    if relation.name == "under":
        return [
            anchor,
            *(
                replace(row, x=row.x + side * (half * 0.2 + KINDS[what.kind].wide * 0.16), depth=row.depth + 0.012)
                for row in rows
            ),
        ]
    if relation.name == "behind":
        hidden = 0.34 * KINDS[what.kind].wide * rows[0].scale
        return [
            anchor,
            *(replace(row, x=row.x + side * (half + wide / 2 - hidden), depth=row.depth - 0.04) for row in rows),
        ]
    facing = (lambda row: side > 0) if len(rows) == 1 else (lambda row: row.flip)
    return [anchor, *(replace(row, x=row.x + side * (half + wide / 2 + 6), flip=facing(row)) for row in rows)]


def _held(scene: Scene, relation: Relation, flip: bool, dice: Dice) -> list[Piece]:
    """Someone with something in a raised hand; a kite flies above."""
    what, base = scene.things[relation.subject], scene.things[relation.object]
    grown = 0.66 if what.kind == "child" else 1.0
    side = -1 if flip else 1
    right, up = HAND[0] * grown * side, HAND[1] * grown
    holder = Piece(relation.subject, 0.0, flip=flip, holding=True)
    if base.kind == "kite":
        high = dice.number(150, 170) * (0.8 if what.kind == "child" else 1.0)
        return [
            holder,
            Piece(relation.object, right + dice.number(56, 84) * side, high, 1.0, -0.002, flip, ground=False),
        ]
    return [holder, Piece(relation.object, right, up, max(grown, 0.8), -0.001, flip, ground=False)]


def _room(group: Group, unit: float, taken: list[Box], dice: Dice, first: bool) -> tuple[float, float, float]:
    """A place for a group and its scale: of some tries, the one that covers least of the others."""
    best, least = (0.5, group.band[1], unit), float("inf")
    left, down, right, up = group.edges
    for shrink in (1.0, 0.86, 0.72, 0.6):
        for _ in range(TRIES):
            y = dice.number(*group.band)
            scale = unit * shrink * (dice.number(0.66, 0.86) if group.sky else nearness(y))
            scale = min(scale, 0.95 / group.wide, (y - 0.02) / up if not group.sky else 0.4 / (up + down))
            y = max(y, up * scale + 0.02)
            low, high = 0.02 + left * scale, 0.98 - right * scale
            if first:
                low, high = max(low, min(0.3, high)), min(high, max(0.7, low))
            x = dice.number(low, high) if low < high else 0.5
            cost = sum(_overlap(group.box(x, y, scale), other) for other in taken)
            if cost < least:
                best, least = (x, y, scale), cost
            if not cost:
                return best
        if least < 0.1:
            break
    return best


def nearness(y: float) -> float:
    """How large a thing appears whose foot is at this height of the picture; 1 at the front."""
    return min(1.0, 0.62 + 1.05 * (y - 0.58))


def _overlap(one: Box, other: Box) -> float:
    """Share of the smaller box that the other covers."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
