"""What the map can be set to. The link holds view, colour, method, centring and words; the rest is for the session."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.parts.components import joint_map
from pages.parts.map import colours
from pages.parts.map.keys import KEYS
from pages.parts.shell import frame
from pages.parts.shell.sidebar import Preset

MAP, EYE, PAIR, EPOCHS = VIEWS = ("map", "bullseye", "A and B", "epochs")  # as the link says them
UMAP, PCA = METHODS = ("UMAP", "PCA")
SIDE, MORPH = ("side by side", "morph")
SHOWN = ("images and captions", "images", "captions")
OF_DEMO = ("kind", "group", "level")
CENTRE = (
    "Takes the mean of the images away from all images, and that of the captions from all captions, so that the two "
    "kinds no longer lie apart. It shows what is left, and is not the space that is searched."
)
SEEDS = "The same items laid out with three seeds: what stands elsewhere in the others is chance."


@dataclass(frozen=True)
class Settings:
    """What is set.

    Attributes:
        view: One of ``VIEWS``.
        field: What the colours say, one of ``map_fields.NAMES``.
        method: ``UMAP`` or ``PCA``.
        centred: Whether each kind's mean is taken away.
        shown: One of ``SHOWN``.
        thumbs: Whether pictures take the place of dots.
        words: Whether clusters are named.
        outlines: Whether levels are outlined.
        seeds: Whether other seeds stand beside the map.
        side: Whether A and B stand side by side; else one becomes the other.
    """

    view: str
    field: str
    method: str
    centred: bool
    shown: str
    thumbs: bool
    words: bool
    outlines: bool
    seeds: bool
    side: bool

    @property
    def beside(self) -> bool:
        """Whether several panes stand side by side."""
        return self.view == EYE or (self.view == PAIR and self.side) or self.seeds


def view(*, pair: bool, epochs: bool) -> str:
    """Which view; only those that there is something for."""
    there = [name for name in VIEWS if (name != PAIR or pair) and (name != EPOCHS or epochs)]
    return st.segmented_control(
        "View",
        there,
        default=MAP,
        required=True,
        key=KEYS.view,
        bind="query-params",
        label_visibility="collapsed",
    )


def search(examples: list[str]) -> str:
    """The words that are looked for."""
    text = st.text_input(
        joint_map.SEARCH,
        placeholder=f"Search the map, for example: {examples[0]}" if examples else "Search the map",
        key=KEYS.query,
        bind="query-params",
        on_change=_typed,
        label_visibility="collapsed",
        icon=":material/search:",
        **frame.SEARCHED,
    )
    return (text or "").strip()


def rest(view: str, preset: Preset, *, asked: bool, pair: bool) -> Settings:
    """The other settings; those of a larger preset stand at their defaults in a smaller one."""
    fields = [name for name in colours.NAMES if _is_offered(name, view, preset, asked=asked, pair=pair)]
    if st.session_state.get(KEYS.colour) not in (None, *fields):
        st.session_state[KEYS.colour] = fields[0]  # the query that it spoke of is gone
    field = st.selectbox(
        "Colour",
        fields,
        index=fields.index("level" if "level" in fields and view == EYE else "group"),
        key=KEYS.colour,
        bind="query-params",
        label_visibility="collapsed",
        icon=":material/palette:",
        width=200,
    )
    method, centred, side = UMAP, False, True
    if preset != "Demo" and view == MAP:
        method = st.segmented_control(
            "Layout",
            METHODS,
            default=UMAP,
            required=True,
            key=KEYS.method,
            bind="query-params",
            label_visibility="collapsed",
        )
    if view == PAIR:
        chosen = st.segmented_control(
            "How A and B are shown",
            (SIDE, MORPH),
            default=SIDE,
            required=True,
            key=KEYS.pair,
            bind="query-params",
            label_visibility="collapsed",
        )
        side = chosen == SIDE
    if preset != "Demo" and view in (MAP, PAIR):
        centred = st.toggle("Centre each kind", key=KEYS.centred, bind="query-params", help=CENTRE)
    return Settings(view, field, method, centred, side=side, **_more(view, preset))


def _more(view: str, preset: Preset) -> dict[str, Any]:
    """What is rarely changed, behind a button."""
    seeds = False
    with st.popover("Show", icon=":material/tune:"):
        shown = st.radio("Items", SHOWN, key=KEYS.shown, persist_state="session")
        thumbs = st.toggle("Pictures in place of dots when near", True, key=KEYS.thumbs, persist_state="session")
        words = st.toggle("Words of the groups", True, key=KEYS.words, persist_state="session")
        outlines = st.toggle("Outlines of levels 1 to 3", True, key=KEYS.outlines, persist_state="session")
        if view == MAP and preset == "Expert":
            seeds = st.toggle("Three seeds", key=KEYS.seeds, persist_state="session", help=SEEDS)
    return {"shown": shown, "thumbs": thumbs, "words": words, "outlines": outlines, "seeds": seeds}


def _is_offered(name: str, view: str, preset: Preset, *, asked: bool, pair: bool) -> bool:
    if preset == "Demo" and name not in OF_DEMO:
        return False
    if name in colours.OF_QUERY and (not asked or (name == "rank under B" and not pair)):
        return False
    return name != "neighbours kept" or view in (MAP, PAIR)


def _typed() -> None:
    """Words turn the colours to their levels; without words these go back."""
    state = st.session_state
    if state[KEYS.query].strip():
        if state.get(KEYS.colour) not in colours.OF_QUERY:
            state[KEYS.colour] = "level"
    elif state.get(KEYS.colour) in colours.OF_QUERY:
        state[KEYS.colour] = "group"
