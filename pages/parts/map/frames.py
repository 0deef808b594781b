"""The layouts that a view of the map draws, with what stands on them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ladder import space
from ladder.errors import RunError
from ladder.runs import maps
from ladder.runs.maps import Layout, MapSettings
from ladder.search.ranking import Among
from ladder.space import Asked, Bullseye
from ladder.space.fields import CAPTION, IMAGE
from ladder.space.layouts.placing import Placement
from ladder.words import rungs
from pages.parts.components.joint_map import Frame
from pages.parts.map import choosing, colours, controls, spaces
from pages.parts.map.asking import MapQuery
from pages.parts.map.choosing import Chosen
from pages.parts.map.controls import Settings
from pages.parts.map.spaces import Space

OUTLINED = (3, 2, 1)  # levels, the widest first so that the inner ones lie on top
SECTOR = 1.07  # of the largest radius: where the words of a sector stand


@dataclass(frozen=True, eq=False)
class ShownFrames:
    """What a view draws.

    Attributes:
        frames: The layouts.
        runs: The run of each frame.
        recalls: The neighbour recall of each frame's map; empty where nothing is projected.
        layout: What the honest line speaks of; None where nothing is projected.
        radius: The scale where the middle is 0, 0; 0 elsewhere.
        side: Whether the frames stand side by side.
        placement: How words were placed; None where no words ask.
        aligned: The aligned layouts of A and B; None in all other views.
    """

    frames: Sequence[Frame]
    runs: Sequence[Space]
    recalls: Sequence[np.ndarray]
    layout: Layout | None
    radius: float = 0.0
    side: bool = False
    placement: Placement | None = None
    aligned: tuple[Layout, Layout] | None = None


@dataclass(frozen=True, eq=False)
class Over:
    """What may stand on a layout.

    Attributes:
        choice: The chosen item's true neighbours.
        query: The query's place and the outlines of its levels.
        words: Whether clusters are named.
        outlines: Whether levels are outlined.
    """

    choice: Chosen
    query: MapQuery
    words: bool
    outlines: bool

    def words_on(self, places: np.ndarray, run: Space) -> list[tuple[str, float, float]]:
        """The names of run A's groups at the middle of their items."""
        if not self.words:
            return []
        labels, said = run.clusters().labels, []
        for number, name in enumerate(choosing.groups(run)):
            spots = places[(labels == number) & ~np.isnan(places[:, 0])]
            if len(spots):
                x, y = np.median(spots, axis=0).tolist()
                said.append((name, x, y))
        return said


def shown(run: Space, other: Space | None, settings: Settings, over: Over, find: Among) -> ShownFrames | None:
    """What the view draws; None where it waits for a query.

    Raises:
        RunError: If a map is missing; the text names the command that makes it.
    """
    if settings.view == controls.EYE:
        return eye(run, other, over.query, find, words=settings.words) if over.query else None
    if settings.view == controls.EPOCHS:
        return over_epochs(run, epoch_names(run), over)
    if settings.view == controls.PAIR and other is not None:
        return pair(run, other, over, centred=settings.centred, side=settings.side)
    return one(run, settings.method, over, centred=settings.centred, seeds=settings.seeds)


def one(run: Space, method: str, over: Over, *, centred: bool, seeds: bool) -> ShownFrames:
    """One run's map; with its other seeds beside it.

    Raises:
        RunError: If the map is missing; the text names the command that makes it.
    """
    settings = MapSettings("pca" if method == controls.PCA else "umap", run.split, centred=centred)
    if not run.has(settings):
        kind = f"{'centred ' if centred else ''}map by {method}"
        hint = "; by PCA it is laid out on the spot" if run.count <= spaces.FEW else ""
        made = maps.command(run.folder.path, settings.name)
        raise RunError(f"`{run.folder.name}` holds no {kind} of `{run.split}` yet: {made} makes it{hint}")
    layout = run.laid_out(settings)
    frames = [_frame(run, layout, layout.places, over)]
    if seeds and len(layout.other_seeds):
        first = layout.settings.seed
        frames = [_frame(run, layout, layout.places, over, label=f"seed {first}")]
        for step, places in enumerate(layout.other_seeds, first + 1):
            frames.append(_frame(run, layout, places, over, label=f"seed {step}"))
    recalls = [layout.recall] * len(frames)
    placement = over.query.placed(run, layout)
    return ShownFrames(frames, [run] * len(frames), recalls, layout, side=len(frames) > 1, placement=placement)


def pair(run: Space, other: Space, over: Over, *, centred: bool, side: bool) -> ShownFrames:
    """The aligned maps of A and B.

    Raises:
        RunError: If they were not laid out together; the text names the command that does it.
    """
    names = [
        MapSettings("aligned", run.split, centred=centred, partner=partner.folder.name).name for partner in (other, run)
    ]
    if any(name not in one.folder.maps() for one, name in zip((run, other), names, strict=True)):
        both = (
            f"`ladder map {run.folder.path} {other.folder.path} --split {run.split}{' --centred' if centred else ''}`"
        )
        raise RunError(
            f"`{run.folder.name}` and `{other.folder.name}` were not laid out together; two maps that were made apart "
            f"cannot be compared by eye. {both} makes them"
        )
    layouts = (run.layout(names[0]), other.layout(names[1]))
    frames = [
        _frame(one, layout, layout.places, over, label=f"{'AB'[model]} · {one.folder.name}", model=model)
        for model, (one, layout) in enumerate(zip((run, other), layouts, strict=True))
    ]
    recalls = [layout.recall for layout in layouts]
    placement = over.query.placed(run, layouts[0])
    return ShownFrames(frames, [run, other], recalls, layouts[0], 0.0, side, placement, layouts)


def epoch_names(run: Space) -> list[str]:
    """The maps of the run's epochs, in order."""
    start = f"epochs.{run.split}."
    return [name for name in run.folder.maps() if name.startswith(start)]


def over_epochs(run: Space, names: Sequence[str], over: Over) -> ShownFrames:
    """The maps of a run's epochs, one after the other."""
    found = spaces.epochs(run, names)
    frames = [_frame(run, None, places, over, label=f"epoch {layout.settings.epoch}") for layout, places in found]
    recall = np.full(run.count, np.nan, dtype=np.float32)
    return ShownFrames(frames, [run] * len(frames), [recall], found[-1][0])


def eye(run: Space, other: Space | None, query: MapQuery, find: Among, *, words: bool) -> ShownFrames:
    """The query in the middle, under A and under B: radius is 1 - similarity."""
    labels = run.clusters().labels
    kind = IMAGE if find == "images" else CAPTION
    runs = [run] if other is None else [run, other]
    eyes = []
    for asked in query.both[: len(runs)]:
        if asked is not None:
            similarity = np.where(run.kinds == kind, asked.similarity, np.nan)
            eyes.append(space.bullseye(similarity, colours.levels(run, asked), angle_by=labels))
    radius = max(float(np.nanmax(found.radius)) for found in eyes)
    frames = []
    for model, (one, found) in enumerate(zip(runs, eyes, strict=True)):
        said = _sectors(run, found, radius) if words else []
        label = f"{'AB'[model]} · {one.folder.name}"
        frames.append(Frame(found.places, label, model, said, circles=_circles(found.medians), query=(0.0, 0.0)))
    return ShownFrames(frames, runs, [], None, radius=radius * 1.15, side=len(frames) > 1)


def _frame(
    run: Space,
    layout: Layout | None,
    places: np.ndarray,
    over: Over,
    *,
    label: str = "",
    model: int | None = None,
) -> Frame:
    neighbours, query = None, None
    centred = bool(layout and layout.settings.centred)
    if over.choice.item >= 0 and layout is not None:
        found = space.neighbours_of(over.choice.item, run.points(centred=centred), places)
        neighbours = (found.items, found.near)
    if layout is not None and places is layout.places and (placement := over.query.placed(run, layout)):
        query = (placement.x, placement.y)
    outlines = _outlines(run, places, over.query.under_a) if over.outlines and over.query else []
    words = over.words_on(places, over.query.run)
    return Frame(places, label, model, words, outlines, neighbours=neighbours, query=query)


def _outlines(run: Space, places: np.ndarray, asked: Asked | None) -> list[tuple[int, str, Sequence[np.ndarray]]]:
    """Outlines of the first levels; one that would say nothing is left out."""
    if asked is None:
        return []
    lines = space.level_contours(places, colours.levels(run, asked), OUTLINED)
    return [(line.level, rungs.level(line.level), line.paths) for line in lines if line.paths]


def _circles(medians: dict[int, float]) -> list[tuple[float, int, str]]:
    """Quiet circles at round similarities, and each level's median."""
    quiet = [(1 - similarity, -1, f"{similarity:g}") for similarity in (0.75, 0.5, 0.25, 0.0)]
    return quiet + [(radius, level, rungs.level(level)) for level, radius in medians.items()]


def _sectors(run: Space, eye: Bullseye, radius: float) -> list[tuple[str, float, float]]:
    """The clusters' words outside their sectors."""
    said = []
    for number, (start, end) in eye.sectors.items():
        middle = (start + end) / 2
        reach = SECTOR * radius
        word = choosing.group_name(run, number).partition(",")[0]  # there is little room
        said.append((word, float(reach * np.cos(middle)), float(reach * np.sin(middle))))
    return said
