"""The loss that a batch is looked at through: that of its step, a run's own, or another."""

from typing import TYPE_CHECKING

import streamlit as st

from ladder.batches import lens as lenses
from ladder.batches.lens import Lens
from ladder.runs import RunFolder
from ladder.words import losses
from pages.parts.batches import wording
from pages.parts.batches.cached import Source
from pages.parts.batches.keys import KEYS
from pages.parts.shell import notices

if TYPE_CHECKING:
    from ladder.batches.looking import Look

STEP, OWN, TRIPLET, ADAPTIVE = "as in this step", "the run's own", losses.TRIPLET, "adaptive"
HELP = (
    "Any loss can be asked what it makes of a batch, also one that the model was not trained with: the similarities "
    "stay as they are, the levels and the cost are that loss's."
)


def pick(folder: RunFolder, others: list[RunFolder], source: Source) -> Lens:
    """The loss picker.

    Raises:
        ConfigError: If the run wrote nothing of the step.
    """
    known = choices(folder, others, source)
    if st.session_state.get(KEYS.loss) not in known:
        st.session_state.pop(KEYS.loss, None)
    name = st.selectbox(
        "Through the loss",
        list(known),
        key=KEYS.loss,
        bind="query-params",
        persist_state="session",
        help=HELP,
        width=230,
    )
    return known[name or next(iter(known))]


def tell(look: "Look") -> None:
    """The loss and its options; where it has no levels, it says so and leads to one that has."""
    notices.aside(wording.settings(look))
    if look.loss.level_method:
        return
    said = f"Under {wording.loss_of(look.lens)}, a batch has no levels of its own"
    with st.container(horizontal=True, vertical_alignment="center"):
        notices.notice(f"{said}: all that is not a query's own is equally wrong.")
        st.button(
            f"See it through {losses.said(ADAPTIVE)}",
            key=KEYS.adaptive,
            icon=":material/stairs:",
            on_click=_adaptive,
        )


def choices(folder: RunFolder, others: list[RunFolder], source: Source) -> dict[str, Lens]:
    """The losses by name, the batch's own first; each once."""
    found = {STEP: lenses.of_step(folder, source.step)} if source.step else {}
    found[OWN] = lenses.of_run(folder.config)
    found |= {f"that of {other.name}": lenses.of_run(other.config) for other in others}
    found |= {TRIPLET: Lens(TRIPLET, {"margin": 0.2}), ADAPTIVE: Lens(ADAPTIVE)}
    kept: dict[str, Lens] = {}
    for name, lens in found.items():
        if lens not in kept.values():
            kept[name] = lens
    return kept


def _adaptive() -> None:
    st.session_state[KEYS.loss] = ADAPTIVE
