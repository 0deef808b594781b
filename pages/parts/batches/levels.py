"""Why a query has as many levels as it has, and what another number would make of it. Nothing is saved."""

from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from ladder import figures
from ladder.batches.one_query import QueryView, query_view
from ladder.batches.silhouettes import equally_good, silhouette_values
from ladder.figures import Lane
from ladder.levels.adaptive import MOST_LEVELS, Scope
from ladder.levels.methods import BySilhouette
from pages.parts.batches import cached, texts, what_if, wording
from pages.parts.batches.keys import VIEW
from pages.parts.batches.shown import Shown
from pages.parts.batches.what_if import WhatIf
from pages.parts.shell import frame, notices

if TYPE_CHECKING:
    from ladder.batches.looking import Look


def draw(shown: Shown) -> None:
    """The strips, the Silhouettes and the what-if."""
    with shown.bar:
        texts.what_is_this(VIEW.levels)
    frame.said(wording.levels(shown.look, shown.view, shown.direction))
    lanes, asked = what_if.lanes(shown, what_if.controls())
    if asked is not None:
        frame.said(wording.what_if(shown.look, asked.look, shown.view, _view(shown, asked.look)))
    strips(shown, lanes)
    left, right = st.columns(2, gap="large")
    with left:
        by_k(shown, asked)
    with right:
        knife(shown, asked)
    beside(shown, lanes)


def strips(shown: Shown, lanes: list[WhatIf]) -> None:
    """The candidates on the line of relevance under each way."""
    drawn = [Lane(lane.name, (view := _view(shown, lane.look)).labels, view.cuts) for lane in lanes]
    st.subheader("Where the cuts lie", anchor=False)
    frame.plot(
        lambda theme: figures.relevance_strips(shown.view.relevance, drawn, theme=theme),
        VIEW.strips,
        alt="Relevance of the candidates, coloured by level, with the cuts of each way",
    )


def by_k(shown: Shown, asked: WhatIf | None) -> None:
    """The mean Silhouette of each number of levels."""
    st.subheader("Mean silhouette by number of levels", anchor=False)
    look = asked.look if asked else shown.look
    search = look.search
    every = shown.look.lens.adaptive(2, MOST_LEVELS, scope=_scope(look))
    silhouette = _view(shown, cached.look(shown.source, every)).silhouette
    if not np.isfinite(silhouette).any():
        notices.notice("No clear levels: too few candidates, or all equally relevant; no number has a silhouette.")
        return
    k = _view(shown, look).k if search else 0
    if search is None or search.k_min == search.k_max:
        search = shown.look.search or BySilhouette()
    allowed, floor = (search.k_min, search.k_max), search.min_silhouette
    ties = equally_good(silhouette, k) if np.isfinite(silhouette[k]) else []
    frame.plot(
        lambda theme: figures.silhouette_by_k(silhouette, k, allowed=allowed, ties=ties, floor=floor, theme=theme),
        VIEW.by_k,
        alt=f"Mean silhouette of the best partition into each number of levels; taken: {k or 'none by silhouette'}",
    )


def knife(shown: Shown, asked: WhatIf | None) -> None:
    """The Silhouette of every candidate in the levels that are looked at."""
    st.subheader("Silhouette of every candidate", anchor=False)
    look = shown.look if asked is None else asked.look
    view = _view(shown, look)
    if _scope(look) == "batch":
        _, relevance, _ = shown.batch.seen_from(shown.direction)
        degrees, labels = relevance.ravel(), look.report.directions[shown.direction].labels.ravel()
    else:
        degrees, labels = view.relevance, view.labels
    values = silhouette_values(degrees, labels)
    if not np.isfinite(values).any():
        notices.notice("One level: there is no other one that a candidate could be nearer to.")
        return
    frame.plot(
        lambda theme: figures.silhouette_knife(values, labels, theme=theme),
        VIEW.knife,
        alt="Silhouettes of the candidates, level by level in order, with their mean",
    )


def beside(shown: Shown, lanes: list[WhatIf]) -> None:
    """All ways in a table: levels, cuts and cost."""
    st.subheader("Side by side", anchor=False)
    found, number = [_row(shown, lane) for lane in lanes], st.column_config.NumberColumn
    st.dataframe(
        found,
        hide_index=True,
        column_config={"query costs": number(format="%.3f"), "batch costs": number(format="%.2f")},
        alt="Levels, cuts and cost of each way of finding levels",
    )
    frame.made(
        "Every line has the margins, weights and pairs of the loss chosen above, continued where it has fewer rungs. "
        "Nothing is saved."
    )
    if shown.preset != "Demo":
        frame.as_csv(found, "levels.csv", VIEW.levels)


def _scope(look: "Look") -> Scope:
    return look.search.scope if look.search else "query"


def _view(shown: Shown, look: "Look") -> QueryView:
    return query_view(look, shown.direction, shown.view.query)


def _row(shown: Shown, lane: WhatIf) -> dict[str, Any]:
    """A way in figures."""
    view = _view(shown, lane.look)
    sizes = [int(np.count_nonzero(view.labels == level)) for level in range(1, view.k + 1)]
    return {
        "levels found by": lane.name,
        "K": view.k,
        "query costs": view.cost,
        "batch costs": lane.look.report.total,
        "cuts": ", ".join(f"{cut:.2f}" for cut in view.cuts),
        "candidates in each": ", ".join(map(str, sizes)),
        "found in": f"{1000 * lane.look.seconds:.1f} ms",
    }
