"""What is different between A and B: the items whose neighbours changed most, with both neighbourhoods."""

import functools
import html
from collections.abc import Sequence

import streamlit as st

from ladder.runs.maps import Layout
from ladder.space import Changed
from pages.parts.map import choosing, gallery, spaces
from pages.parts.map.gallery import Group
from pages.parts.map.keys import VIEW
from pages.parts.map.spaces import Space
from pages.parts.shell import frame, notices

LISTED, EACH = 12, 6  # items, and neighbours of each that are shown


def draw(run: Space, other: Space, layouts: tuple[Layout, Layout], picture: str | None) -> None:
    """The list, below the aligned maps."""
    st.subheader("What changed more than the seed noise", anchor=False)
    with st.spinner("Comparing neighbourhoods …"):
        found = spaces.changed(run, other, layouts, LISTED)
    shared, noise = layouts[0].trust.shared, layouts[0].trust.moved_noise
    said = f"A and B share {shared:.0%} of the true neighbours of an item. " if shared is not None else ""
    if noise is None:
        both = f"`ladder map {run.folder.path} {other.folder.path} --split {run.split}`"
        said += (
            "How much two layouts of one space move was not measured when these maps were made, so nothing is left out "
            f"as noise; {both} makes them again with that figure. "
        )
    else:
        said += f"An item that moved by less than {noise:.2f} spreads of the map is not listed: so much is chance. "
    frame.said(said + "Listed first: the fewest shared neighbours, judged in the spaces and not on the picture.")
    if not found:
        notices.aside("No item moved more than that.")
    with st.grid("auto", min_column_width=430, gap="medium"):
        for change in found:
            with st.container(border=True, gap="small"):
                _card(run, change, picture)
    frame.as_csv(functools.partial(rows_of, run, found), "changed.csv", VIEW.changed)


def _card(run: Space, change: Changed, picture: str | None) -> None:
    """An item, what it lost and what it gained."""
    count = len(change.kept) + len(change.lost)
    moved = "" if change.moved is None else f"; moved by {change.moved:.2f} spreads"
    kind = "image" if change.item < run.images else "caption"
    said = f"{kind}: {len(change.kept)} of {count} neighbours kept{moved}"
    st.html(
        f'<div style="font-weight:600;overflow-wrap:anywhere">{html.escape(run.caption(change.item))}</div>'
        f'<div style="font-size:0.85rem;opacity:0.8">{said}</div>'
    )
    pick = functools.partial(choosing.choose_item, run)
    groups = [
        Group("Only near under A", change.lost[:EACH]),
        Group("Only near under B", change.gained[:EACH]),
    ]
    if len(change.kept):
        groups.insert(0, Group("Near under both", change.kept[:EACH]))
    groups.insert(0, Group("", [change.item]))
    gallery.draw(run, groups, picture, f"map_changed_{change.item}", pick)


def rows_of(run: Space, found: Sequence[Changed]) -> list[dict[str, str | float]]:
    """A row a changed item, for a file."""
    return [
        {
            "id": run.ids[change.item],
            "caption": run.caption(change.item),
            "shared": round(change.shared, 4),
            "moved": "" if change.moved is None else round(change.moved, 4),
            "kept": " ".join(run.ids[row] for row in change.kept),
            "lost": " ".join(run.ids[row] for row in change.lost),
            "gained": " ".join(run.ids[row] for row in change.gained),
        }
        for change in found
    ]
