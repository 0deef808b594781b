"""Start: what coherent means, as a story whose every step is the live tool; four figures; ways to the other pages."""

import streamlit as st

from ladder.figures.theme import either
from pages.parts.shell import frame, sidebar
from pages.parts.start import bars, story, tiles
from pages.parts.start.keys import KEYS

BUTTON = (  # as Streamlit's own
    "display:inline-block;padding:0.45rem 0.8rem;border-radius:0.6rem;color:inherit;text-decoration:none;"
    f"border:1px solid {either(lambda theme: theme.border)}"
)
NEXT, BACK, LEAVE = "Right", "Left", "Escape"  # keys


def go(step: int | None) -> None:
    """Turns to a step of the story; None leaves it."""
    st.session_state[KEYS.told] = step is not None
    st.session_state[KEYS.step] = step


def reset() -> None:
    """A way to the bare address: a new session, everything as a new visitor finds it."""
    st.html(f'<a href="/" target="_self" style="{BUTTON}">Reset</a>', width="content")


def controls() -> int:
    """The way through the story; the step that it stands at."""
    with st.container(horizontal=True, vertical_alignment="center"):
        numbers = range(1, story.STEPS + 1)
        step = int(
            st.segmented_control("Step", numbers, default=1, required=True, key=KEYS.step, bind="query-params") or 1
        )
        st.button("Back", on_click=go, args=(max(1, step - 1),), shortcut=BACK, disabled=step == 1)
        if step < story.STEPS:
            st.button("Next", on_click=go, args=(step + 1,), shortcut=NEXT)
        else:
            st.button("Once more", on_click=go, args=(1,))
        st.button("Leave the story", on_click=go, args=(None,), shortcut=LEAVE)
        reset()
    return step


chosen = sidebar.selection()
frame.title(
    "What does coherent mean?",
    "Every search finds something. A coherent one puts the right hit first and everything else in order of relevance.",
)
if st.session_state.get(KEYS.told, KEYS.step in st.query_params):
    story.tell(chosen, controls())
else:
    with st.container(horizontal=True):
        st.button("Play the story", on_click=go, args=(1,), icon=":material/play_arrow:")
        reset()
    bars.draw(chosen)
    tiles.draw(chosen)
