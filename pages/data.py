"""Data: what a data set holds, what is wrong with it, what its degrees of relevance mean; and one's own brought in."""

from pathlib import Path

import streamlit as st

from ladder.datasets import Inspection, places
from pages.parts.data import bring, cached, captions, features, overview, problems, relevance
from pages.parts.data.keys import KEYS
from pages.parts.shell import cache, frame, notices

SCENES = "scenes"
VIEWS = ("Overview", "Captions", "Relevance", "Features", "Problems")


def known() -> dict[str, str]:
    """The data sets by the names they have on the page."""
    names = {SCENES: SCENES}
    opened = st.session_state.get(KEYS.opened)
    for spec in [*places.found(), *([opened] if opened else [])]:
        names.setdefault(_name(spec), spec)
    return names


def _name(spec: str) -> str:
    """The path below its root and, where it is not a table, the format."""
    form, _, rest = spec.partition(":")
    place = Path(rest.partition(",")[0])
    home = next((top for top in places.roots() if place.is_relative_to(top)), None)
    name = str(place.relative_to(home)) if home else str(place)
    return name + ("" if form == "table" else f" · {form}") + (" · with features" if ",features=" in spec else "")


def pick() -> str:
    """The data set that is looked at."""
    state = st.session_state
    new, told = state.pop(KEYS.new, None), state.pop(KEYS.told, None)
    if new:
        state[KEYS.opened] = new
    names = known()
    if new:
        state[KEYS.data_set] = next(name for name, spec in names.items() if spec == new)
    if new or told:
        state[KEYS.bring] = False
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox("Data set", list(names), key=KEYS.data_set, bind="query-params", width=420)
        brings = st.toggle("Bring your own", key=KEYS.bring)
    if brings:
        bring.draw()
    if told:
        bring.tell(*told)
    return places.checked(names[name])


def split_of(found: Inspection) -> str:
    """The split that is looked at."""
    names = list(found.splits)
    if len(names) == 1:
        return names[0]
    return str(st.segmented_control("Split", names, default=names[0], required=True, key=KEYS.split) or names[0])


def draw(spec: str, found: Inspection) -> None:
    """The view that is chosen."""
    view = st.segmented_control(
        "View",
        VIEWS,
        default=VIEWS[0],
        required=True,
        key=KEYS.view,
        bind="query-params",
        label_visibility="collapsed",
    )
    if view == "Overview":
        overview.whole(found)
        overview.pairs(cache.split_of(spec, split_of(found)))
    elif view == "Captions":
        captions.draw(cached.wording(spec, split_of(found)))
    elif view == "Relevance":
        split = split_of(found)
        relevance.draw(spec, split, cache.split_of(spec, split))
    elif view == "Features":
        features.draw(found, cache.split_of(spec, next(iter(found.splits))))
    else:
        problems.draw(found)


frame.title("Data", "Images with captions: what is there, what is wrong with it, and what a degree of relevance means.")
with notices.friendly():
    spec = pick()
    found = cached.inspected(spec)
    if found.images:
        frame.said(overview.sentence(found))
    if found.problems:
        notices.notice("The data set cannot be opened until these are mended.", "warning")
        problems.draw(found)
    else:
        draw(spec, found)
