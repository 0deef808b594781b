"""The carpet as the browser draws it: two tables of levels and their difference, with what a drag picked."""

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np

from ladder.comparison.side_by_side import Carpet, Means
from ladder.figures import DARK, LIGHT
from ladder.figures.theme import Theme
from pages.parts.components import scripts
from pages.parts.components.keys import KEYS

HEIGHT = 620  # pixels
DRAWN = ("a", "b", "difference")
MARKUP = (
    '<div class="carpet"><canvas tabindex="0" role="img"></canvas><div class="tip" hidden></div>'
    '<p class="live" aria-live="polite"></p></div>'
)
_component = scripts.component(
    "compare_carpet", "compare/carpet.js", "compare/canvas.css", "compare/carpet.css", html=MARKUP
)


def draw(
    woven: Carpet,
    means: dict[str, Means],
    *,
    version: str,
    titles: Sequence[str],
    order: str,
    levels: Sequence[str],
    alt: str,
) -> tuple[int, int] | None:
    """Draws the carpet.

    Args:
        woven: The cells.
        means: By rank, of ``a``, ``b``, their ``difference`` and the ``ideal``.
        version: Changes with what is drawn; what was picked belongs to it.
        titles: Of the three panels.
        order: How the rows are sorted.
        levels: What each number of a cell is called.
        alt: What a reader who does not see it should know.

    Returns:
        The first row that is picked and the one after the last; None where none is.
    """
    drawn = [means[name] for name in DRAWN]
    data = {
        "version": version,
        "cells": base64.b64encode(woven.cells.tobytes()).decode(),
        "rows": len(woven.rows),
        "columns": woven.cells.shape[1],
        "height": HEIGHT,
        "titles": titles,
        "means": [{part: np.round(getattr(mean, part), 4).tolist() for part in Means._fields} for mean in drawn],
        "ideal": np.round(means["ideal"].value, 4).tolist(),
        "most": 1.08 * max(float(mean.high.max()) for mean in drawn[:2]),
        "reach": max(1e-3, 1.15 * float(max(abs(drawn[2].low.min()), abs(drawn[2].high.max())))),
        "sorted": order,
        "said": levels,
        "alt": alt,
        "colours": {theme.name: _colours(theme) for theme in (LIGHT, DARK)},
    }
    state = _component(key=KEYS.carpet, data=data, default={"picked": None}, on_picked_change=lambda: None)
    picked = state.picked
    if not picked or picked.get("version") != version or not picked.get("brush"):
        return None
    first, last = picked["brush"]
    return max(0, int(first)), int(last)


def levels_of(theme: Theme) -> list[str]:
    """The colours of a cell's numbers: the own pair, the levels, none."""
    return [theme.own, *theme.levels, theme.grid]


def _colours(theme: Theme) -> dict[str, Any]:
    names = ("paper", "ink", "quiet", "first", "second")
    return {name: getattr(theme, name) for name in names} | {"levels": levels_of(theme)}
