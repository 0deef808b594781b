"""What the items of a map are coloured by: numbers to few colours, and the legend that says what they mean."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ladder import space
from ladder.figures import DARK, LIGHT
from ladder.search.ranking import LEVEL_COLOURS
from ladder.space import Asked
from ladder.words import rungs
from ladder.words.figures import title
from pages.parts.components.joint_map import Colours
from pages.parts.map.spaces import Space

ORDER = "cs@100"
STEPS = len(LIGHT.steps)
GROUPS = tuple(zip(LIGHT.groups, DARK.groups, strict=True))  # the words on the map say which is which
KINDS = tuple(zip(LIGHT.others, DARK.others, strict=True))[1:3]  # images, captions
RANKS = (10, 30, 100, 300, 1000)  # a colour each up to there
NAMES = {  # as the link says them, and whole
    "kind": "Kind",
    "group": "Group",
    "level": "Level to the query",
    "rank under A": "Rank in the query's list under A",
    "rank under B": "Rank in the query's list under B",
    "order": f"Order of its own list ({title(ORDER)})",
    "own pair": "Rank of its own pair",
    "neighbours kept": "True neighbours that are near on the map",
    "caption length": "Words in the caption",
}
OF_QUERY = ("level", "rank under A", "rank under B")
DOT = "display:inline-block;width:0.7rem;height:0.7rem;border-radius:50%;margin-right:0.35rem"
ROW = "display:flex;flex-wrap:wrap;gap:0.1rem 0.9rem;font-size:0.8125rem;line-height:1.5;align-items:center"


@dataclass(frozen=True, eq=False)
class Legend:
    """What the colours mean, as HTML.

    Attributes:
        colours: For the map.
        markup: The legend.
    """

    colours: Colours
    markup: str


def legend(name: str, runs: Sequence[Space], recalls: Sequence[np.ndarray], asked: Sequence[Asked | None]) -> Legend:
    """The colours of a field.

    Args:
        name: One of ``NAMES``.
        runs: The runs of the frames; one, or A and B.
        recalls: The neighbour recall of each frame's map.
        asked: What the query is to the items under A and under B; None where nothing is asked.
    """
    first = runs[0]
    if name == "kind":
        return _groups(name, first.kinds, KINDS, ("image", "caption"))
    if name == "group":
        words = [", ".join(words) or f"group {at + 1}" for at, words in enumerate(first.clusters().words)]
        return _groups(name, first.clusters().labels, GROUPS, words, listed=False)
    if name in OF_QUERY:
        answer = asked[1] if name == "rank under B" else asked[0]
        if answer is None:
            raise ValueError(f"`{name}` needs a query")
        return _levels(levels(first, answer)) if name == "level" else _ranks(name, [answer.rank])
    if name == "own pair":
        return _ranks(name, [np.nan_to_num(run.figure("rank"), nan=-1).astype(np.int64) for run in runs])
    if name == "order":
        return _steps(name, [run.figure(ORDER) for run in runs], None)
    if name == "neighbours kept":
        return _steps(name, recalls, (0.0, 1.0))
    return _steps(name, [space.caption_lengths(first.vectors)], None, digits=0)


def levels(run: Space, answer: Asked) -> np.ndarray:
    """The level of each item to the query, -1 where it is not relevant or nobody judges."""
    return space.levels_to(answer.relevance, run.kinds, answer.own)


def level_colours() -> tuple[list[str], list[str], list[str]]:
    """The colours of the levels on light and on dark ground, and their names: own pair, 1 … 5, none."""
    light, dark = (
        [theme.own, *(theme.level(level, LEVEL_COLOURS) for level in range(1, LEVEL_COLOURS + 1)), theme.unlevelled]
        for theme in (LIGHT, DARK)
    )
    names = [rungs.FIRST, "1 (most relevant)", *map(str, range(2, LEVEL_COLOURS + 1)), rungs.NOT_RELEVANT]
    return light, dark, names


def _levels(labels: np.ndarray) -> Legend:
    light, dark, names = level_colours()
    numbers = np.where(labels < 0, LEVEL_COLOURS + 1, labels)
    used = np.unique(numbers)
    colours = Colours(NAMES["level"], [numbers.astype(np.uint8)], light, dark, names)
    return Legend(colours, _swatches("level", [(light[at], dark[at], names[at]) for at in used]))


def _groups(
    name: str, numbers: np.ndarray, pairs: Sequence[tuple[str, str]], names: Sequence[str], *, listed: bool = True
) -> Legend:
    light, dark = ([pair[ground] for pair in pairs] for ground in (0, 1))
    colours = Colours(NAMES[name], [(numbers % len(pairs)).astype(np.uint8)], light, dark, names)
    if not listed:
        return Legend(
            colours, f'<div style="{ROW}">{_head(name)}<span>the words on the map name each colour</span></div>'
        )
    return Legend(colours, _swatches(name, [(*pair, said) for pair, said in zip(pairs, names, strict=True)], names))


def _ranks(name: str, ranks: Sequence[np.ndarray]) -> Legend:
    """The first ten strongest, and so on; ranks are shown from 1."""
    light, dark = ([*theme.levels, theme.unlevelled] for theme in (LIGHT, DARK))
    edges = [1, *(edge + 1 for edge in RANKS)]
    names = [f"{low:,}–{high:,}" for low, high in zip(edges, RANKS, strict=False)] + ["further down"]
    numbers = [np.where(one < 0, len(RANKS), np.searchsorted(RANKS, one, side="right")) for one in ranks]
    colours = Colours(NAMES[name], [one.astype(np.uint8) for one in numbers], light, dark, names)
    return Legend(colours, _swatches(name, list(zip(light, dark, names, strict=True))))


def _steps(name: str, values: Sequence[np.ndarray], bounds: tuple[float, float] | None, *, digits: int = 2) -> Legend:
    """Ten steps between the bounds; without them between the 2nd and the 98th percentile of the values."""
    known = np.concatenate(values)
    known = known[~np.isnan(known)]
    low, high = bounds or (np.percentile(known, [2, 98]) if len(known) else (0.0, 1.0))
    high = high if high > low else low + 1
    numbers = []
    for one in values:
        step = np.clip((np.nan_to_num(one) - low) / (high - low) * STEPS, 0, STEPS - 1)
        numbers.append(np.where(np.isnan(one), STEPS, step.astype(np.int64)).astype(np.uint8))
    edges = np.linspace(low, high, STEPS + 1)
    names = [f"{one:.{digits}f} to {other:.{digits}f}" for one, other in pairwise(edges)]
    light, dark = [*LIGHT.steps, LIGHT.unlevelled], [*DARK.steps, DARK.unlevelled]
    colours = Colours(NAMES[name], numbers, light, dark, [*names, "unknown"])
    bar = "".join(
        f'<span style="flex:1;background:light-dark({one}, {other})"></span>'
        for one, other in zip(LIGHT.steps, DARK.steps, strict=True)
    )
    outer = ("", "") if bounds else ("≤ ", "≥ ")
    markup = (
        f'<div style="{ROW};flex-wrap:nowrap;gap:0.5rem">{_head(name)}<span>{outer[0]}{low:.{digits}f}</span>'
        f'<span style="display:flex;width:11rem;max-width:40%;height:0.7rem;border-radius:0.35rem;overflow:hidden">'
        f"{bar}</span><span>{outer[1]}{high:.{digits}f}</span></div>"
    )
    return Legend(colours, markup)


def _head(name: str) -> str:
    return f"<strong>{html.escape(NAMES[name])}</strong>"


def _swatches(name: str, entries: Sequence[tuple[str, str, str]], rings: Sequence[str] = ()) -> str:
    """Colours with their names in a line; captions are rings where kinds are named."""
    marks = []
    for light, dark, said in entries:
        colour = f"light-dark({light}, {dark})"
        fill = (
            f"border:2px solid {colour};box-sizing:border-box"
            if rings and said == "caption"
            else f"background:{colour}"
        )
        marks.append(f'<span><span style="{DOT};{fill}"></span>{html.escape(said)}</span>')
    return f'<div style="{ROW}">{_head(name)}{"".join(marks)}</div>'
