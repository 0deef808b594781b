"""A figure in the page, drawn for both grounds."""

from collections.abc import Callable

import plotly.graph_objects as go

from ladder.figures import DARK, LIGHT
from ladder.reporting.markup import Element, element

CLEAR = "rgba(0, 0, 0, 0)"


def chart(title: str, note: str, draw: Callable[..., go.Figure]) -> Element:
    """A figure with its title above and a line on how to read it beneath.

    Args:
        title: What is shown.
        note: How to read it; also what a screen reader says.
        draw: Makes the figure for a ``theme``.
    """
    figures = {theme.name: draw(theme=theme) for theme in (LIGHT, DARK)}
    height = figures["light"].layout.height
    for figure in figures.values():
        figure.update_layout(paper_bgcolor=CLEAR, plot_bgcolor=CLEAR)  # the page's ground, white on paper
    return element(
        "figure",
        *([element("h3", title)] if title else []),
        element("div", class_="plot", role="img", aria_label=f"{title} {note}".strip(), style=f"height:{height}px"),
        element("figcaption", note),
        *(
            element("script", figure.to_json(), type="application/json", class_=name)
            for name, figure in figures.items()
        ),
    )
