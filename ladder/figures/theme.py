"""Colours and type of all figures, on light and on dark ground, and the one way to write a user's text into them."""

import textwrap
from dataclasses import dataclass

import plotly.graph_objects as go

X_AXIS = {"showgrid": False, "showline": True, "ticks": "outside", "ticklen": 4, "ticklabeloverflow": "allow"}
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
LINE, LONGEST = 60, 140  # characters of a hover line, and of a caption
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"})  # $ starts a formula in a notebook


@dataclass(frozen=True)
class Theme:
    """Colours on one ground. All sets are told apart with colour-blind eyes.

    Attributes:
        name: ``light`` or ``dark``.
        paper: The ground.
        ink: Text.
        quiet: Text and lines that step back.
        grid: Lines of the grid.
        levels: Ordered (viridis): the closest level is the strongest against the ground.
        own: The query's own pair, always a star too.
        first: A run, the first of two, the triplet loss: orange.
        second: The second of two runs, the ladder losses: purple.
        others: More series, in this order.
        unlevelled: What belongs to no level, or shows no difference.
    """

    name: str
    paper: str
    ink: str
    quiet: str
    grid: str
    levels: tuple[str, ...]
    own: str
    first: str
    second: str
    others: tuple[str, ...]
    unlevelled: str

    def series(self, count: int) -> tuple[str, ...]:
        """The colours of ``count`` series: purple alone, orange and purple for two, then the others."""
        return (self.second,) if count == 1 else (self.first, self.second, *self.others)[:count]

    def level(self, label: int, levels: int) -> str:
        """The colour of a level: 0 the own pair, 1 … ``levels``, -1 none."""
        if label < 1:
            return self.own if label == 0 else self.unlevelled
        if levels <= len(self.levels):
            return self.levels[label - 1]
        from plotly.colors import sample_colorscale

        return sample_colorscale(list(self.levels), (label - 1) / (levels - 1))[0]


LIGHT = Theme(
    name="light",
    paper="#fcfaf7",
    ink="#2b2621",
    quiet="#6b6259",
    grid="#e8dfd3",
    levels=("#482475", "#39558c", "#277e8e", "#21a585", "#5ec962"),
    own="#d55e00",
    first="#be630a",
    second="#5f3a91",
    others=("#00795a", "#0072b2", "#a8487e", "#2f7fa8"),
    unlevelled="#a39a90",
)
DARK = Theme(
    name="dark",
    paper="#191715",
    ink="#eee8e0",
    quiet="#b0a69b",
    grid="#39342e",
    levels=("#dfe318", "#73d056", "#28ae80", "#24878e", "#355f8d"),
    own="#ff8a3d",
    first="#e9932d",
    second="#b39ddb",
    others=("#2fc79a", "#56b4e9", "#e3a0c5", "#8ecbf0"),
    unlevelled="#7d746a",
)


def template(theme: Theme) -> go.layout.Template:
    """What all figures share: ground, type, quiet axes, a legend in one line above."""
    axis = {
        "gridcolor": theme.grid,
        "linecolor": theme.quiet,
        "zerolinecolor": theme.grid,
        "tickcolor": theme.quiet,
        "tickfont": {"color": theme.quiet},
        "title": {"font": {"size": 13}, "standoff": 8},
        "automargin": True,
    }
    return go.layout.Template(
        layout={
            "paper_bgcolor": theme.paper,
            "plot_bgcolor": theme.paper,
            "font": {"family": FONT, "size": 13, "color": theme.ink},
            "colorway": (theme.first, theme.second, *theme.others),
            "xaxis": axis | X_AXIS,
            "yaxis": axis,
            "legend": {"orientation": "h", "traceorder": "normal", "x": 0, "y": 1.02, "yanchor": "bottom"},
            "hoverlabel": {"align": "left", "namelength": -1, "font": {"family": FONT, "size": 13}},
            "margin": {"l": 8, "r": 16, "t": 40, "b": 8},
        }
    )


def dress(figure: go.Figure, theme: Theme, *, height: int, x: str = "", y: str = "") -> go.Figure:
    """Gives a figure its template, its height in pixels and the titles of its axes."""
    figure.update_layout(template=template(theme), height=height)
    if x:
        figure.update_xaxes(title_text=x)
    if y:
        figure.update_yaxes(title_text=y)
    return figure


def safe(text: str) -> str:
    """A name or caption that Plotly shows literally: no tag, no ``%{…}``, no formula.

    Example:
        >>> safe("<b> 100 %{x}")
        '&lt;b&gt; 100 %&#123;x}'
    """
    return text.translate(ENTITIES).replace("%{", "%&#123;")


def caption(text: str) -> str:
    """A caption for a hover label: literal, cut at 140 characters, in lines of 60.

    Example:
        >>> caption("a dog & a ball")
        'a dog &amp; a ball'
    """
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return "<br>".join(safe(line) for line in textwrap.wrap(short, LINE))


def faint(colour: str, opacity: float) -> str:
    """A ``#rrggbb`` colour that lets the ground through.

    Example:
        >>> faint("#5f3a91", 0.2)
        'rgba(95, 58, 145, 0.2)'
    """
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"
