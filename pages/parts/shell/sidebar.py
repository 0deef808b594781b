"""What all pages look at: the runs, the gallery, the direction and how much is shown, bound to the link."""

from dataclasses import dataclass
from typing import Literal

import streamlit as st

from ladder.errors import LadderError
from ladder.figures.theme import RUNS, either
from ladder.runs import RunFolder
from ladder.search.ranking import Among, ExactMatch
from ladder.words import losses
from ladder.words.directions import FINDS, shown
from pages.parts.shell import about, listing, notices
from pages.parts.shell.keys import SHARED

Preset = Literal["Demo", "Explore", "Expert"]
PRESETS: tuple[Preset, ...] = ("Demo", "Explore", "Expert")
PRESET = (
    "Demo: large type and only what is needed to show the point. Explore: all views. Expert: every setting, and the "
    "explanation for experts first."
)
WAY = (
    f"What is found. {shown(FINDS['images'])}: captions and words find images. {shown(FINDS['captions'])}: images and "
    "photos find captions."
)
HIDE = (
    "Leaves out the items that belong to the query itself, and shows what the model finds best among all others: where "
    "the very picture is not there, the order of the rest is all that counts."
)
NONE = "none"
NAME = "font-size:1.25rem;font-weight:650;line-height:1.2"
BYLINE = "font-size:0.875rem;opacity:0.75"
LARGE = "<style>html{font-size:125%}</style>"  # all sizes of the page follow
INK = (  # Streamlit writes white on the pale purple of the dark theme too
    f'<style>[data-testid="stBaseButton-primary"]:enabled{{color:{either(lambda theme: theme.over)}}}</style>'
)


@dataclass(frozen=True)
class Selection:
    """What the visitor is looking at.

    Attributes:
        folder: Run A: orange, on the left.
        other: Run B: purple, on the right; None where only one is looked at.
        split: Whose items are searched; both runs hold it.
        find: What is found.
        exact_match: Whether a query's own items are kept in the gallery.
        preset: How much is shown.
    """

    folder: RunFolder
    other: RunFolder | None
    split: str
    find: Among
    exact_match: ExactMatch
    preset: Preset

    @property
    def direction(self) -> str:
        """As evaluations name it: ``caption_to_image`` or ``image_to_caption``."""
        return FINDS[self.find]

    @property
    def both(self) -> list[RunFolder]:
        """A, and B where there is one."""
        return [self.folder] if self.other is None else [self.folder, self.other]


def draw(page: str) -> str | None:
    """Draws the pickers; returns what to say in place of a page that needs a run, where there is nothing to look at."""
    st.sidebar.html(f'<div style="{NAME}">Ladder</div><div style="{BYLINE}">Search in order of relevance</div>')
    folders = listing.by_name()
    if not folders:
        return (
            "There are no runs yet. Train one, for example with `ladder train configs/demo-adaptive.toml`, or bring "
            "back the bundled ones with `ladder demo --rebuild`; then reload this page."
        )
    _follow_link(page, folders)
    with st.sidebar:
        preset = _preset()
        folder = folders[_pick("Run A", list(folders), _first(folders), key=SHARED.run, colour="orange")]
        why = why_closed(folder)
        if why is None:
            _rest(folders, folder, preset)
    st.html(INK + (LARGE if preset == "Demo" else ""))
    return why


def _follow_link(page: str, folders: dict[str, RunFolder]) -> None:
    """Runs A and B as the link says that led from another page to this one.

    Streamlit reads a picker's value from the address when the picker is new, and these are on every page.
    """
    if st.session_state.get(SHARED.page) != page:
        st.session_state[SHARED.page] = page
        for key in (SHARED.run, SHARED.against):
            if (name := st.query_params.get(key)) in folders:
                st.session_state[key] = name


def selection() -> Selection:
    """What the pickers say, once :func:`draw` has drawn them."""
    folders, state = listing.by_name(), st.session_state
    return Selection(
        folder=folders[state[SHARED.run]],
        other=folders.get(state[SHARED.against]),
        split=state[SHARED.split],
        find=state[SHARED.find],
        exact_match="hidden" if state[SHARED.hide] else "kept",
        preset=state[SHARED.preset],
    )


def why_closed(folder: RunFolder) -> str | None:
    """Why there is nothing to look at in a run yet and what mends it; None where there is."""
    if folder.splits():
        return None
    status, split = folder.status(), folder.config.data.validation
    state = status.get("state")
    if state == "starting":
        return f"`{folder.name}` is about to train; it opens when it is done."
    if state == "running":
        epochs = f"epoch {status.get('epoch', 0)} of {status.get('epochs', '?')}"
        return f"`{folder.name}` is still training ({epochs}); it opens when it is done."
    if state in ("stopped", "dead", "failed"):
        return f"`{folder.name}` stopped before it was done. Go on with `ladder train --resume {folder.path}`."
    return f"`{folder.name}` has no embeddings yet. `ladder evaluate {folder.path} --split {split}` makes them."


def comparable(folders: dict[str, RunFolder], folder: RunFolder) -> list[str]:
    """The runs that can stand beside one: other ones of the same data that hold one of its splits."""
    data = _data(folder)
    if data is None:
        return []
    splits = set(listing.splits(folder))
    return [
        name
        for name, other in folders.items()
        if other.path != folder.path and _data(other) == data and splits & set(listing.splits(other))
    ]


def _data(folder: RunFolder) -> str | None:
    """What stands for the run's captions and splits; None where its configuration cannot be read."""
    try:
        config = folder.config
    except LadderError:
        return None
    return config.data.spec if config.origin is None else config.origin.data_fingerprint


def first_runs() -> list[RunFolder]:
    """Runs A and B where a link names none."""
    folders = listing.by_name()
    if not folders:
        return []
    folder = folders[_first(folders)]
    other = _ladder(folders, comparable(folders, folder), folder)
    return [folder] if other == NONE else [folder, folders[other]]


def _preset() -> Preset:
    chosen = st.segmented_control(
        "How much is shown",
        PRESETS,
        default="Explore",
        required=True,
        key=SHARED.preset,
        bind="query-params",
        width="stretch",
        help=PRESET,
        label_visibility="collapsed",
    )
    return chosen


def _rest(folders: dict[str, RunFolder], folder: RunFolder, preset: Preset) -> None:
    """The pickers that depend on run A, and a few figures of the runs."""
    partners = comparable(folders, folder)
    with notices.friendly():
        likely = _ladder(folders, partners, folder)
        other = folders.get(_pick("Run B", [NONE, *partners], likely, key=SHARED.against, colour="purple"))
        splits = [split for split in folder.splits() if other is None or split in other.splits()]
        split = st.selectbox(
            "Gallery", splits, key=SHARED.split, bind="query-params", help="The split that is searched."
        )
        find = st.segmented_control(
            "Find",
            list(FINDS),
            default="images",
            required=True,
            key=SHARED.find,
            bind="query-params",
            width="stretch",
            help=WAY,
        )
        notices.aside(f"Direction: {shown(FINDS[find])}")
        st.toggle("Hide the exact match", key=SHARED.hide, bind="query-params", help=HIDE)
        if preset != "Demo":
            about.draw([folder] if other is None else [folder, other], split)


def _pick(label: str, names: list[str], first: str, *, key: str, colour: str) -> str:
    help_, shade = f"Drawn in {colour} on every page.", RUNS["AB".index(label[-1])]
    st.html(f'<style>.st-key-{key} label p::before {{ content: "● " / ""; color: {shade} }}</style>')  # not in its name
    return st.selectbox(label, names, names.index(first), key=key, bind="query-params", help=help_)


def _first(folders: dict[str, RunFolder]) -> str:
    """Run A where the link names none: the newest, or the newest triplet run that it can be compared with."""
    newest = next(iter(folders))
    candidates = [newest, *comparable(folders, folders[newest])]
    triplets = (name for name in candidates if _data(folders[name]) and _loss(folders[name]) == losses.TRIPLET)
    return next(triplets, newest)


def _ladder(folders: dict[str, RunFolder], partners: list[str], folder: RunFolder) -> str:
    """Run B where the link names none: the first partner of another loss."""
    return next((name for name in partners if _loss(folders[name]) != _loss(folder)), NONE)


def _loss(folder: RunFolder) -> str:
    return folder.config.loss.name
