"""What is asked: words, an item of the gallery, or a photograph. One at a time; words and items are in the link."""

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st
from PIL import Image

from pages.parts.search import photo
from pages.parts.search.keys import KEYS
from pages.parts.shell import frame, notices
from pages.parts.shell.keys import SHARED
from pages.parts.shell.sidebar import Selection

if TYPE_CHECKING:
    from ladder.search.ranking import Ranking
    from pages.parts.shell.opened import OpenedRun


CHIPS = (  # in one line
    f"<style>.st-key-{KEYS.example} [role=radiogroup]{{flex-wrap:nowrap;overflow-x:auto;scrollbar-width:none}}"
    f".st-key-{KEYS.example} button{{flex:none}}</style>"
)

ASKED = f"<style>@media(max-width:640px){{.st-key-{KEYS.example}{{display:none}}}}</style>"  # the answer comes first


class Query(NamedTuple):
    """Exactly one of the three is given, or none."""

    text: str = ""
    item: str = ""
    photo: Image.Image | None = None

    def __bool__(self) -> bool:
        return any(self)


def draw(examples: list[str]) -> Query:
    """Draws the search field, the place for a photograph and the examples.

    Raises:
        QueryError: If the photograph cannot be read.
    """
    row = st.container(horizontal=True, vertical_alignment="center")
    text = row.text_input(
        "Describe a picture",
        placeholder=f"For example: {examples[0]}" if examples else "Words",
        key=KEYS.words,
        bind="query-params",
        on_change=_typed,
        label_visibility="collapsed",
        **frame.SEARCHED,
    )
    number = st.session_state.get(KEYS.photos, 0)
    with row.popover("Photo", icon=":material/photo_camera:", key=KEYS.place(number)):
        st.file_uploader(
            "Search with a photo of yours",
            type=list(photo.TYPES),
            max_upload_size=photo.MOST_MEGABYTES,
            key=KEYS.photo(number),
            on_change=_uploaded,
        )
        notices.aside("It is kept in memory only and forgotten with this tab.")
    item = st.query_params.get(SHARED.item, "")
    held = st.session_state.get(KEYS.held)
    st.html(CHIPS + (ASKED if text or item or held else ""))
    st.pills("Examples", examples, key=KEYS.example, on_change=_picked, label_visibility="collapsed")
    if held:
        return Query(photo=photo.read(held))
    return Query(item=item) if item else Query(text=(text or "").strip())


def answer(run: "OpenedRun", asked: Query, chosen: Selection, k: int, judge: "OpenedRun | None" = None) -> "Ranking":
    """The nearest items under a run; another may judge them.

    Raises:
        LadderError: If the query cannot be answered as asked.
    """
    return run.search(
        text=asked.text or None,
        image=asked.photo,
        item=asked.item or None,
        k=k,
        among=chosen.find,
        split=chosen.split,
        exact_match=chosen.exact_match,
        judge=judge,
    )


def use_item(name: str) -> None:
    """Asks for an item of the gallery instead, among the other kind."""
    among = st.session_state[SHARED.find]
    _forget()
    st.session_state[KEYS.words] = ""
    st.session_state[SHARED.find] = "captions" if among == "images" else "images"
    st.query_params[SHARED.item] = name


def clear() -> None:
    """Asks for nothing."""
    _forget()
    st.session_state[KEYS.words] = ""


def _typed() -> None:
    if st.session_state[KEYS.words].strip():
        _forget()


def _picked() -> None:
    if st.session_state[KEYS.example]:  # not where a second click takes the choice back
        st.session_state[KEYS.words], st.session_state[KEYS.example] = st.session_state[KEYS.example], None
        _typed()


def _uploaded() -> None:
    """Keeps the photograph and shuts its place, which would stand over the answer."""
    number = st.session_state.get(KEYS.photos, 0)
    if (file := st.session_state[KEYS.photo(number)]) is None:
        return
    st.query_params.pop(SHARED.item, None)
    st.session_state[KEYS.held], st.session_state[KEYS.photos] = file.getvalue(), number + 1
    st.session_state[KEYS.words] = ""
    st.session_state[SHARED.find] = "captions"


def _forget() -> None:
    """Takes away the item or the photograph; what is asked next is looked for among images."""
    if st.query_params.pop(SHARED.item, None) or st.session_state.pop(KEYS.held, None):
        st.session_state[SHARED.find] = "images"
