"""What is compared on the page Compare: the two sides, their seeds, which queries; and the comparison as a file."""

import html

import streamlit as st

from ladder import comparison, runs
from ladder.comparison.side_by_side import View
from ladder.figures.theme import RUNS
from ladder.runs import RunFolder
from pages.parts.compare import export, pair
from pages.parts.compare.keys import KEYS
from pages.parts.compare.pair import SLICES, Sides
from pages.parts.shell import notices
from pages.parts.shell.sidebar import Selection

EVERY = "all"
DOT = "display:inline-block;width:0.7rem;height:0.7rem;border-radius:50%;margin-right:0.4rem;background:"
WHICH = "Another evaluation of both runs. The long tail: queries whose like was withheld from the training."
SLICE = "Looks at a part of the queries in every view."
SEEDS = "Runs that differ in nothing but the seed, to be counted as one side: only then the test is about the recipe."


def draw(chosen: Selection) -> Sides | None:
    """Draws the pickers; None, with what to pick, where there are no two runs."""
    if chosen.other is None:
        notices.notice(
            "Pick a run B in the sidebar: two runs that hold the same split of the same data are compared. "
            "`ladder train configs/demo-adaptive.toml` makes one more."
        )
        return None
    row = st.container(horizontal=True, vertical_alignment="bottom")
    simple = chosen.preset == "Demo"
    with row:
        view = _view(pair.views(chosen.both, chosen.split, chosen.exact_match, every=chosen.preset == "Expert"))
        by = EVERY if simple else _by()
        part = "" if by == EVERY else _part(chosen, view, by)
        groups = _groups(chosen, view)
    sides = pair.of(chosen, groups, view)
    if by != EVERY:
        sides = pair.sliced(sides, by, part)
    if not simple:
        with row:
            export.draw(sides)
    _named(sides)
    return sides


def _view(views: list[View]) -> View:
    """Which evaluation: all queries, or the long tail."""
    titles = {view.title: view for view in views}
    if len(titles) == 1:
        return views[0]
    title = st.segmented_control(
        "Queries",
        list(titles),
        default=views[0].title,
        required=True,
        key=KEYS.queries,
        bind="query-params",
        help=WHICH,
    )
    return titles[title]


def _by() -> str:
    """How the queries are sliced."""
    return st.selectbox("Slice by", [EVERY, *SLICES], key=KEYS.by, bind="query-params", help=SLICE, width=170)


def _part(chosen: Selection, view: View, by: str) -> str:
    """Which of the parts that there are: where all captions are equally long there is one."""
    parts = pair.slices(pair.of(chosen, ((chosen.folder,), (chosen.folder,)), view), by)
    names = [part.name for part in parts]
    return st.selectbox("Part", [EVERY, *names], key=KEYS.part(by), width=170)


def _groups(chosen: Selection, view: View) -> tuple[tuple[RunFolder, ...], tuple[RunFolder, ...]]:
    """The runs of both sides: more seeds are added by name."""
    firsts = chosen.both
    if chosen.preset == "Demo":
        return (firsts[0],), (firsts[1],)
    with st.popover("Seeds", icon=":material/casino:"):
        notices.aside(SEEDS)
        groups = []
        for letter, folder in zip("AB", firsts, strict=True):
            names = pair.seeds(folder, view)
            added = st.multiselect(
                f"More seeds of {letter}",
                names,
                key=KEYS.seeds(letter),
                placeholder="Choose runs" if names else "No other seed of this recipe",
                disabled=not names,
            )
            groups.append((folder, *(runs.find(name) for name in added if name in names)))
    return groups[0], groups[1]


def _named(sides: Sides) -> None:
    """Both sides with their colours, and in how many settings they differ."""
    a, b = sides.groups
    differing = len(comparison.config_differences(a[0].config, b[0].config))
    said = [
        f'<span style="white-space:nowrap"><span style="{DOT}{colour}"></span><strong>{letter}</strong> '
        f"{html.escape(name)}</span>"
        for letter, name, colour in zip("AB", names(sides), RUNS, strict=True)
    ]
    about = f"{differing} setting{'s' * (differing != 1)} differ{'s' * (differing == 1)}"
    if sides.part is not None:
        about += f"; only {html.escape(sides.part.name)}: {html.escape(sides.part.said)}"
    said.append(f'<span style="opacity:0.78">{about}</span>')
    st.html(f'<div style="display:flex;gap:0.3rem 1.2rem;flex-wrap:wrap">{"".join(said)}</div>')


def heading(place: int, name: str) -> None:
    """The name of a side above its own drawing."""
    st.html(f'<div style="font-weight:600;color:{RUNS[place]}">{"AB"[place]} {html.escape(name)}</div>')


def names(sides: Sides) -> tuple[str, str]:
    """What the sides are called."""
    a, b = (side.name for side in sides.comparison.sides)
    return a, b
