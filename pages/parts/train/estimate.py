"""What a training will take, before it is started."""

import streamlit as st

from ladder import runs
from ladder.errors import LadderError
from ladder.runs import config as configuration
from ladder.runs.config import Config
from ladder.training import estimates
from ladder.training.estimates import Estimate
from pages.parts.shell import frame, listing, notices
from pages.parts.train.keys import KEYS


def draw(config: Config) -> None:
    """Says it at once where an earlier run tells; measures on request."""
    key = configuration.write(config)
    measured = st.session_state.get(KEYS.measured, {}).get(key)
    found = measured or estimates.by_runs(config, listing.all_runs([runs.root()]))
    left, right = st.columns((3, 1), vertical_alignment="center")
    with left:
        if found:
            frame.said(sentence(found))
            frame.made(f"An estimate, {found.how}.")
        else:
            frame.said("How long will it take? No earlier run is like this one: measure a few steps, or just start.")
    if right.button("Measure", icon=":material/timer:", key=KEYS.measure, width="stretch", disabled=bool(measured)):
        _measure(config, key)


def _measure(config: Config, key: str) -> None:
    try:
        with st.spinner("Opening the data set and taking a few steps …"):
            found = estimates.by_probe(config)
    except LadderError as error:
        notices.notice(notices.sentence(str(error)), "warning")
        return
    st.session_state[KEYS.measured] = {key: found}
    st.rerun()


def sentence(found: Estimate) -> str:
    """How long, how many steps, how much memory.

    Example:
        >>> sentence(Estimate(seconds=250, memory=620_000_000, steps=1872, how="measured"))
        'About 4 minutes for 1,872 steps, with up to 0.6 GB of memory.'
        >>> sentence(Estimate(seconds=7, memory=None, steps=54, how="by the run first"))
        'About 7 seconds for 54 steps.'
    """
    memory = "" if found.memory is None else f", with up to {found.memory / 1e9:.1f} GB of memory"
    return f"About {duration(found.seconds)} for {found.steps:,} steps{memory}."


def duration(seconds: float) -> str:
    """A time in the unit that fits.

    Example:
        >>> duration(0.4), duration(1), duration(59), duration(100), duration(6000)
        ('1 second', '1 second', '59 seconds', '2 minutes', '1.7 hours')
    """
    if seconds < 60:
        whole, unit = max(1, round(seconds)), "second"
    elif seconds < 5400:
        whole, unit = round(seconds / 60), "minute"
    else:
        return f"{seconds / 3600:.1f} hours"
    return f"{whole} {unit}" + "s" * (whole != 1)
