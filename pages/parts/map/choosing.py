"""What the visitor has chosen on the map: one item, a group, a lasso; short ones are in the link."""

import uuid
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import streamlit as st

from pages.parts.components.joint_map import NO_ITEM, bits, unpacked
from pages.parts.map.keys import KEYS
from pages.parts.map.spaces import Space

ChosenBy = Literal["nothing", "item", "group", "lasso"]
LONGEST = 200  # letters of a name in the link


@dataclass(frozen=True, eq=False)
class Chosen:
    """Items of a split.

    Attributes:
        kind: How they were chosen.
        stamp: Changes with every choice.
        item: The row of one item, else ``NO_ITEM``.
        mask: ``(items,)`` bool.
        name: An item's name, a group's words, or ``lasso``.
    """

    kind: ChosenBy
    stamp: str
    item: int
    mask: np.ndarray
    name: str

    @property
    def rows(self) -> np.ndarray:
        """The rows of the items."""
        return np.flatnonzero(self.mask)


def key_of(run: Space) -> str:
    """Whose rows a choice is of: runs on the same data share it."""
    return f"{run.folder.config.data.spec}|{run.split}|{run.count}"


def current(run: Space) -> Chosen:
    """What is chosen: in this session, else by the link; and writes into the link what is short enough."""
    kept = st.session_state.get(KEYS.chosen)
    if kept is None or kept["key"] != key_of(run):
        kept = _by_link(run, st.query_params.get(KEYS.pick, "")) if kept is None else _nothing(run)
        st.session_state[KEYS.chosen] = kept
    choice = _read(run, kept)
    name = choice.name if choice.kind in ("item", "group") else ""
    if name and len(name) <= LONGEST:
        if st.query_params.get(KEYS.pick) != name:
            st.query_params[KEYS.pick] = name
    else:
        st.query_params.pop(KEYS.pick, None)
    return choice


def choose_item(run: Space, row: int) -> None:
    """Chooses one item."""
    st.session_state[KEYS.chosen] = _kept(run, np.arange(run.count) == row, int(row))


def choose_group(run: Space, number: int) -> None:
    """Chooses a cluster."""
    st.session_state[KEYS.chosen] = _kept(run, run.clusters().labels == number, group=group_name(run, number))


def clear(run: Space) -> None:
    """Chooses nothing."""
    st.session_state[KEYS.chosen] = _nothing(run)
    st.session_state.pop(KEYS.group, None)


def picked(run: Space) -> None:
    """Takes what the canvas sent; what is no choice of this split is passed over."""
    said = st.session_state[KEYS.canvas].get("picked")
    if not isinstance(said, dict) or said.get("key") != key_of(run):
        return
    try:
        mask = unpacked(str(said["bits"]), run.count)
        item = int(said["item"])
    except (KeyError, TypeError, ValueError):
        return
    one = 0 <= item < run.count and mask[item] and mask.sum() == 1
    st.session_state[KEYS.chosen] = _kept(run, mask, item if one else NO_ITEM, stamp=str(said.get("stamp"))[:40])


def group_name(run: Space, number: int) -> str:
    """The words of a cluster."""
    return ", ".join(run.clusters().words[number]) or f"group {number + 1}"


def groups(run: Space) -> list[str]:
    """The names of all clusters."""
    return [group_name(run, number) for number in range(len(run.clusters().words))]


def _by_link(run: Space, name: str) -> dict[str, Any]:
    row = run.row(name) if name else None
    if row is not None:
        return _kept(run, np.arange(run.count) == row, row)
    if name and name in (names := groups(run)):
        return _kept(run, run.clusters().labels == names.index(name), group=name)
    return _nothing(run)


def _nothing(run: Space) -> dict[str, Any]:
    return _kept(run, np.zeros(run.count, dtype=bool))


def _kept(run: Space, mask: np.ndarray, item: int = NO_ITEM, *, group: str = "", stamp: str = "") -> dict[str, Any]:
    """A choice as the session keeps it: small."""
    stamp = stamp or uuid.uuid4().hex[:12]
    return {"key": key_of(run), "stamp": stamp, "item": item, "bits": bits(mask), "group": group}


def _read(run: Space, kept: dict[str, Any]) -> Chosen:
    mask, item = unpacked(kept["bits"], run.count), kept["item"]
    if item >= 0:
        return Chosen("item", kept["stamp"], item, mask, run.ids[item])
    if not mask.any():
        return Chosen("nothing", kept["stamp"], NO_ITEM, mask, "")
    return Chosen("group" if kept["group"] else "lasso", kept["stamp"], NO_ITEM, mask, kept["group"] or "lasso")
