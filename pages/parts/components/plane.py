"""The trade-off plane as the browser draws it: a dot a query, with the dots that a lasso picked."""

import base64

import numpy as np

from ladder.comparison.side_by_side import QUADRANTS, Plane
from ladder.comparison.side_by_side.plane import ORDER, RANK
from ladder.figures import DARK, LIGHT
from ladder.figures.theme import Theme
from ladder.words.figures import title
from ladder.words.rungs import FIRST
from pages.parts.components import scripts
from pages.parts.components.keys import KEYS
from pages.parts.shell import notices

HEIGHT = 520  # pixels
BUTTONS = "".join(f'<button type="button" class="{name}" aria-pressed="false"></button>' for name in QUADRANTS)
MARKUP = (
    f'<div class="plane" style="--height:{HEIGHT}px"><canvas tabindex="0" role="img"></canvas>{BUTTONS}'
    '<div class="tip" hidden></div><p class="live" aria-live="polite"></p></div>'
)
_component = scripts.component(
    "compare_plane", "compare/plane.js", "compare/canvas.css", "compare/plane.css", html=MARKUP
)


def draw(shown: Plane, *, version: str, said: str) -> np.ndarray:
    """Draws the plane.

    Args:
        shown: The dots.
        version: Changes with what is drawn; what was picked belongs to it.
        said: What a reader who does not see it should know.

    Returns:
        The dots that are picked, ``(n,)`` int, in the order of the plane.
    """
    is_rank = shown.found == RANK
    data = {
        "version": version,
        "x": base64.b64encode(shown.x.astype("<f4").tobytes()).decode(),
        "y": base64.b64encode(shown.y.astype("<f4").tobytes()).decode(),
        "log": is_rank,
        "height": HEIGHT,
        "names": shown.named(),
        "xTitle": "places by which B finds the own pair sooner" if is_rank else f"gain of {title(shown.found)}",
        "xShort": FIRST if is_rank else title(shown.found),
        "yTitle": f"gain of {title(ORDER)}, the order of the list",
        "alt": f"A dot a query: change of what is found against change of order. {notices.plain(said)}",
        "colours": {theme.name: _colours(theme) for theme in (LIGHT, DARK)},
    }
    state = _component(key=KEYS.plane, data=data, default={"picked": None}, on_picked_change=lambda: None)
    picked = state.picked
    if not picked or picked.get("version") != version:
        return np.empty(0, dtype=np.int64)
    return np.array([dot for dot in picked.get("dots", ()) if 0 <= dot < len(shown.rows)], dtype=np.int64)


def _colours(theme: Theme) -> dict[str, str]:
    names = ("ink", "quiet", "grid", "first", "second", "unlevelled")
    return {name: getattr(theme, name) for name in names} | {"mixed": theme.others[1]}
