"""One query's candidates as a ladder, as the browser draws it."""

from typing import Any

from pages.parts.components import scripts

_component = scripts.component("row_ladder", "batches/row_ladder.js", "batches/row_ladder.css")


def draw(data: dict[str, Any], *, key: str) -> None:
    """Draws the ladder.

    Args:
        data: What ``assets/components/batches/row_ladder.js`` says that it reads.
        key: Of the component.
    """
    _component(key=key, data=data)
