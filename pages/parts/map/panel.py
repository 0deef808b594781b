"""The panel beside the map: what is chosen, as an object with a name, a count, figures, pictures and ways to go on."""

import functools
import html
import math
from collections.abc import Sequence

import numpy as np
import streamlit as st

from ladder import space
from ladder.figures.theme import RUNS
from ladder.runs.maps import Layout
from ladder.space import Asked, Neighbours
from ladder.words.figures import title
from pages.parts.map import choosing, colours, gallery
from pages.parts.map.asking import MapQuery
from pages.parts.map.choosing import Chosen
from pages.parts.map.colours import ORDER
from pages.parts.map.gallery import Group
from pages.parts.map.keys import KEYS, VIEW
from pages.parts.map.spaces import Space
from pages.parts.shell import frame, notices
from pages.parts.shell.keys import SHARED

PER_PAGE = 20
NAME = "font-size:1rem;font-weight:650;line-height:1.35;overflow-wrap:anywhere"
FIGURE = "font-variant-numeric:tabular-nums"
BAR = "display:flex;height:0.8rem;border-radius:0.4rem;overflow:hidden;margin:0.15rem 0 0.3rem"


def draw(
    run: Space, other: Space | None, choice: Chosen, query: MapQuery, layout: Layout | None, picture: str | None
) -> None:
    """Draws the panel.

    Args:
        run: Run A.
        other: Run B, if there is one.
        choice: What is chosen.
        query: What is asked.
        layout: The map that is looked at; None where nothing is projected.
        picture: The template of the addresses of pictures; None where there are none.
    """
    _groups(run)
    if choice.kind == "nothing":
        notices.aside(
            "Nothing is selected. Click an item to see its true neighbours, hold Shift and drag round several, or "
            "choose a group above."
        )
        return
    _name(run, choice)
    _figures(run, other, choice)
    if query and choice.kind != "item":
        _mix(run, choice, query.under_a)
    under_b = other is not None and st.toggle("The same items under B", key=KEYS.under_b, persist_state="session")
    if choice.kind == "item":
        _neighbours(run, other if under_b else None, choice, layout, picture)
    else:
        _gallery(run, choice, query, picture)
        if under_b and other:
            _shared(run, other, choice)
    _ways_on(run, choice, layout)


def _groups(run: Space) -> None:
    """The way to a selection without a pointer."""
    names = choosing.groups(run)

    def chosen() -> None:
        name = st.session_state[KEYS.group]
        if name in names:
            choosing.choose_group(run, names.index(name))
        else:
            choosing.clear(run)

    st.selectbox(
        "Select a group",
        names,
        index=None,
        key=KEYS.group,
        placeholder="Select a group",
        on_change=chosen,
        label_visibility="collapsed",
        icon=":material/workspaces:",
    )


def _name(run: Space, choice: Chosen) -> None:
    """Name and count."""
    count, images = int(choice.mask.sum()), int(choice.mask[: run.images].sum())
    said = f"{count:,} items: {images:,} images, {count - images:,} captions"
    name = {"lasso": "Lasso", "group": choice.name}.get(choice.kind, choice.name)
    if choice.kind == "item":
        kind = "image" if choice.item < run.images else "caption"
        said = f"{kind} `{choice.name}`"
        name = run.caption(choice.item)
    st.html(f'<div style="{NAME}">{html.escape(name)}</div><div>{notices.in_html(said)}</div>')


def _figures(run: Space, other: Space | None, choice: Chosen) -> None:
    """The mean order of the items' own lists, and one item's own pair, under each run."""
    said = []
    for model, one in (("A", run), ("B", other)):
        if one is None:
            continue
        values = one.figure(ORDER)[choice.mask]
        known = values[~np.isnan(values)]
        parts = [f"{title(ORDER)} {known.mean():.2f}" if len(known) else f"{title(ORDER)} unknown"]
        rank = float(one.figure("rank")[choice.item]) if choice.kind == "item" else math.nan
        if not math.isnan(rank):
            parts.append(f"own pair at rank {int(rank) + 1:,}")
        colour = RUNS["AB".index(model)]
        said.append(f'<div><strong style="color:{colour}">{model}</strong> {", ".join(parts)}</div>')
    means = "mean order of their own lists" if choice.kind != "item" else "order of its own list"
    st.html(
        f'<div style="{FIGURE}">{"".join(said)}'
        f'<div style="font-size:0.8rem;opacity:0.75">{title(ORDER)}: {means}</div></div>'
    )


def _mix(run: Space, choice: Chosen, asked: Asked | None) -> None:
    """How many of the items are of each level to the query."""
    if asked is None:
        return
    light, dark, names = colours.level_colours()
    numbers = colours.levels(run, asked)[choice.mask]
    counts = [int((numbers == level).sum()) for level in (*range(len(names) - 1), -1)]
    total = max(sum(counts), 1)
    cells = "".join(
        f'<span style="width:{100 * count / total:.2f}%;background:light-dark({one}, {other})"></span>'
        for count, one, other in zip(counts, light, dark, strict=True)
    )
    said = ", ".join(f"{name} {count:,}" for name, count in zip(names, counts, strict=True) if count)
    label = f"Levels to the query: {said}"
    st.html(
        f'<div role="img" aria-label="{html.escape(label, quote=True)}" style="{BAR}">{cells}</div>'
        f'<div style="font-size:0.8rem">{html.escape(label)}</div>'
    )


def _neighbours(run: Space, other: Space | None, choice: Chosen, layout: Layout | None, picture: str | None) -> None:
    """The true neighbours of one item, and which of them are near it on the map."""
    pick, centred = functools.partial(choosing.choose_item, run), bool(layout and layout.settings.centred)
    places = layout.places if layout is not None and len(layout.places) == run.count else None
    found = neighbours(run, choice.item, places, centred=centred)
    said = f"Its {len(found.items)} true neighbours"
    if places is not None:
        said += f"; near on the map: {int(found.near.sum())} of {len(found.items)}"
    groups = [Group(said, found.items, _marks(run, choice.item, found, projected=places is not None))]
    if other is not None:
        theirs = neighbours(other, choice.item, None, centred=centred)
        both = int(np.isin(theirs.items, found.items).sum())
        title = f"Under B: {both} of {len(theirs.items)} are the same"
        same = ["same" if shared else "" for shared in np.isin(theirs.items, found.items)]
        groups.append(Group(title, theirs.items, same))
    gallery.draw(run, groups, picture, "map_neighbours", pick)


def neighbours(run: Space, item: int, places: np.ndarray | None, *, centred: bool) -> Neighbours:
    """The true neighbours of an item, and which are near it on a map, if there is one."""
    spots = np.zeros((run.count, 2), dtype=np.float32) if places is None else places
    return space.neighbours_of(item, run.points(centred=centred), spots)


def _marks(run: Space, item: int, found: Neighbours, *, projected: bool) -> list[str]:
    """Own pair, and near or far."""
    own = set(run.own(item).tolist())
    return [
        "own ★" if int(row) in own else ("near" if near else "far") if projected else ""
        for row, near in zip(found.items, found.near, strict=True)
    ]


def _gallery(run: Space, choice: Chosen, query: MapQuery, picture: str | None) -> None:
    """The items in pages: the nearest to the query first, else in their order."""
    rows = choice.rows
    if (asked := query.under_a) is not None:
        rows = rows[np.argsort(-np.nan_to_num(asked.similarity[rows], nan=-2), kind="stable")]
    pages = math.ceil(len(rows) / PER_PAGE)
    slot = st.container()
    at = st.pagination(pages, key=KEYS.page(choice.stamp), max_visible_pages=5) if pages > 1 else 1
    rows = rows[(at - 1) * PER_PAGE : at * PER_PAGE]
    paired: Sequence[tuple[str, str]] = ()
    if asked is not None:
        light, dark, _ = colours.level_colours()
        paired = [(light[level], dark[level]) for level in colours.levels(run, asked)[rows]]
    pick = functools.partial(choosing.choose_item, run)
    with slot:
        gallery.draw(run, [Group("", rows, colours=paired)], picture, "map_selection", pick)


def _shared(run: Space, other: Space, choice: Chosen) -> None:
    """How much of the items' neighbourhoods A and B share."""
    shared = run.shared_with(other)[choice.mask]
    notices.aside(f"A and B share {shared.mean():.0%} of the true neighbours of these items.")


def _ways_on(run: Space, choice: Chosen, layout: Layout | None) -> None:
    """Use as query, CSV, the link, clear."""
    with st.container(horizontal=True, gap="small"):
        if choice.kind == "item":
            _use(run, choice)
        frame.as_csv(functools.partial(rows_of, run, choice, layout), "selection.csv", VIEW.map)
        st.button("Clear", icon=":material/close:", on_click=choosing.clear, args=(run,), key=KEYS.clear)
    if choice.kind == "lasso":
        notices.aside("A lasso is no part of the link to this page; save it as CSV.")
    else:
        notices.aside("The address of this page is a link to this selection.")


def _use(run: Space, choice: Chosen) -> None:
    """Leads to the search, with the item as the query among the other kind."""

    def turn() -> None:
        st.session_state[SHARED.find] = "captions" if choice.item < run.images else "images"

    if st.button("Use as query", icon=":material/search:", key=KEYS.use_item, on_click=turn):
        st.switch_page("search.py", query_params={SHARED.item: choice.name})


def rows_of(run: Space, choice: Chosen, layout: Layout | None) -> list[dict[str, str | float]]:
    """A row an item of the selection, for a file."""
    order = run.figure(ORDER)
    projected = layout is not None and len(layout.places) == run.count
    table: list[dict[str, str | float]] = []
    for row in choice.rows.tolist():
        line: dict[str, str | float] = {
            "id": run.ids[row],
            "kind": "image" if row < run.images else "caption",
            "caption": run.caption(row),
            ORDER: round(float(order[row]), 4),
        }
        if layout is not None and projected:
            x, y = layout.places[row].tolist()
            line |= {"x": round(x, 4), "y": round(y, 4), "neighbours_kept": round(float(layout.recall[row]), 4)}
        table.append(line)
    return table
