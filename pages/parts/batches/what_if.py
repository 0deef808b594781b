"""What another way of finding levels would make of a batch: the controls, and what the loss says then."""

from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from ladder.batches.lens import Lens
from ladder.errors import LadderError
from ladder.levels.adaptive import MOST_LEVELS, Scope
from pages.parts.batches import cached
from pages.parts.batches.cached import Source
from pages.parts.batches.keys import KEYS
from pages.parts.batches.shown import Shown
from pages.parts.shell import notices

if TYPE_CHECKING:
    from ladder.batches.looking import Look

METHODS = FORCED, ADAPTIVE, THRESHOLD, PERCENTILE = ("a given K", "adaptive", "thresholds", "percentiles")
SCOPES: dict[str, Scope] = {"each query": "query", "whole batch": "batch"}
THRESHOLDS, PERCENTILES = "0.4, 0.2", "85, 50"
WIDE = 220  # pixels


class WhatIf(NamedTuple):
    """Another way of finding levels: a name, and what the loss says of the batch then."""

    name: str
    look: "Look"


def controls() -> str | None:
    """The controls of the what-if."""
    kept: dict[str, Any] = {"bind": "query-params", "persist_state": "session"}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        method = st.segmented_control("What if the levels were found by", METHODS, key=KEYS.method, **kept)
        if method == FORCED:
            st.slider("Levels K", 1, MOST_LEVELS, 3, key=KEYS.k, width=WIDE, **kept)
        if method == ADAPTIVE:
            st.slider("Between", 1, MOST_LEVELS, (2, 4), key=KEYS.between, width=WIDE, **kept)
            st.slider("Floor of the silhouette", 0.0, 1.0, 0.0, 0.05, key=KEYS.floor, width=WIDE, **kept)
        if method in (FORCED, ADAPTIVE):
            st.segmented_control("Cuts of", list(SCOPES), default="each query", required=True, key=KEYS.scope, **kept)
        if method == THRESHOLD:
            st.text_input("Thresholds of relevance", THRESHOLDS, key=KEYS.thresholds, width=WIDE, **kept)
        if method == PERCENTILE:
            st.text_input("Percentiles", PERCENTILES, key=KEYS.percentiles, width=WIDE, **kept)
    return method


def lanes(shown: Shown, method: str | None) -> tuple[list[WhatIf], WhatIf | None]:
    """All ways that are looked at, and the one that is asked for; a way that cannot be is said to be so."""
    source, lens, asked = shown.source, shown.look.lens, None
    try:
        asked = _asked(source, lens, method)
    except (LadderError, ValueError) as error:
        notices.notice(notices.sentence(str(error)), "warning")
    ways = [WhatIf("as it is", shown.look), *([asked] if asked else [])]
    if shown.look.search is None:
        ways.append(WhatIf("adaptive", cached.look(source, lens.adaptive())))
    ways.append(WhatIf("adaptive, whole batch", cached.look(source, lens.adaptive(scope="batch"))))
    if method != THRESHOLD:
        ways.append(WhatIf(f"thresholds {THRESHOLDS}", cached.look(source, lens.thresholds(numbers(THRESHOLDS)))))
    if method != PERCENTILE:
        ways.append(WhatIf(f"percentiles {PERCENTILES}", cached.look(source, lens.percentiles(numbers(PERCENTILES)))))
    return ways, asked


def _asked(source: Source, lens: Lens, method: str | None) -> WhatIf | None:
    """What the controls ask for.

    Raises:
        LadderError: If the loss cannot have such levels.
        ValueError: If what was typed is no list of numbers.
    """
    state = st.session_state
    scope = SCOPES[state.get(KEYS.scope) or "each query"]
    if method == FORCED:
        k = int(state[KEYS.k])
        return WhatIf(f"what if K = {k}", cached.look(source, lens.adaptive(k, k, scope=scope)))
    if method == ADAPTIVE:
        found = lens.adaptive(*state[KEYS.between], scope=scope, min_silhouette=state[KEYS.floor] or None)
        return WhatIf("what if adaptive", cached.look(source, found))
    if method == THRESHOLD:
        return WhatIf("what if thresholds", cached.look(source, lens.thresholds(numbers(state[KEYS.thresholds]))))
    if method == PERCENTILE:
        return WhatIf("what if percentiles", cached.look(source, lens.percentiles(numbers(state[KEYS.percentiles]))))
    return None


def numbers(text: str) -> list[float]:
    """Numbers with commas between.

    Raises:
        ValueError: If a part is none.

    Example:
        >>> numbers("0.4, 0.2")
        [0.4, 0.2]
    """
    try:
        return [float(part) for part in text.split(",") if part.strip()]
    except ValueError:
        raise ValueError(f"expected numbers with commas between, got `{text}`") from None
