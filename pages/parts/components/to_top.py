"""Scrolls back to the top when something else is asked: a result that becomes the query is shown there."""

from pages.parts.components import scripts
from pages.parts.components.keys import KEYS

_component = scripts.component("to_top", "search/to_top.js")


def when_changed(asked: str) -> None:
    """Scrolls to the top where this is not what it was at the last redraw."""
    _component(key=KEYS.to_top, data=asked, height=1)
