"""Colours and type of all that is shown, on light and on dark ground, and the one way to write a user's text.

No other file spells a colour: pages, scripts, styles and reports take theirs from here. Streamlit reads a file,
``.streamlit/config.toml``, which a test holds to this table.
"""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

import plotly.graph_objects as go

X_AXIS = {"showgrid": False, "showline": True, "ticks": "outside", "ticklen": 4, "ticklabeloverflow": "allow"}
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
LINE, LONGEST = 60, 140  # characters of a hover line, and of a caption
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"})  # $ starts a formula in a notebook


class Label(NamedTuple):
    """A faint ground, and the text on it."""

    ground: str
    ink: str


@dataclass(frozen=True)
class Theme:
    """Colours on one ground. All sets are told apart with colour-blind eyes.

    Attributes:
        name: ``light`` or ``dark``.
        paper: The ground.
        raised: The ground of what lies on it: bars, tiles, heads of tables.
        sunken: The ground of what lies in it: code, the track of a bar, the far end of a ramp.
        ink: Text.
        quiet: Text and lines that step back.
        border: Lines round things.
        grid: Lines of the grid.
        levels: Ordered (viridis): the closest level is the strongest against the ground.
        own: The query's own pair, always a star too.
        own_text: The same as small text, 4.5 to 1 on paper and on what is raised.
        first: A run, the first of two, the triplet loss: orange.
        first_text: The same as small text, 4.5 to 1 on paper and on what is raised.
        second: The second of two runs, the ladder losses: purple.
        over: Text on ``first`` and on ``second``.
        others: More series, in this order.
        unlevelled: What belongs to no level, or shows no difference.
        missed: What is out of order.
        link: Of text.
        code: Text of code.
        steps: Ten from low to high (viridis), all told from the ground.
        groups: As far apart as twelve can be.
        green: Of a label that praises.
        orange: Of a label that doubts, or that says that the first of two is better.
        purple: Of a label that says that the second of two is better.
        grey: Of a label that says neither.
        warning: The ground of a paragraph that warns.
        info: The ground of a paragraph that tells.
    """

    name: str
    paper: str
    raised: str
    sunken: str
    ink: str
    quiet: str
    border: str
    grid: str
    levels: tuple[str, ...]
    own: str
    own_text: str
    first: str
    first_text: str
    second: str
    over: str
    others: tuple[str, ...]
    unlevelled: str
    missed: str
    link: str
    code: str
    steps: tuple[str, ...]
    groups: tuple[str, ...]
    green: Label
    orange: Label
    purple: Label
    grey: Label
    warning: str
    info: str

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
    raised="#f4efe8",
    sunken="#f1eae0",
    ink="#2b2621",
    quiet="#6b6259",
    border="#e2d9cd",
    grid="#e8dfd3",
    levels=("#482475", "#39558c", "#277e8e", "#21a585", "#5ec962"),
    own="#d55e00",
    own_text="#a34700",
    first="#be630a",
    first_text="#a85608",
    second="#5f3a91",
    over="#ffffff",
    others=("#00795a", "#0072b2", "#a8487e", "#2f7fa8"),
    unlevelled="#a39a90",
    missed="#c01048",
    link="#5f3a91",
    code="#5b3f1f",
    steps=(
        *("#b5de2b", "#7ed34f", "#4fc369", "#2db27d", "#1f9a8a"),
        *("#25838e", "#306a8e", "#3d4d8a", "#472d7b", "#46085c"),
    ),
    groups=(
        *("#0072b2", "#b04a2f", "#00795a", "#a8487e", "#8a6d00", "#4f5fb5"),
        *("#5d7d22", "#8b5e3c", "#2c8c99", "#94406a", "#6b6f76", "#7a52a1"),
    ),
    green=Label("#d8ecdf", "#0b4a2b"),
    orange=Label("#fbe6d0", "#7a3d00"),
    purple=Label("#e9e2f4", "#47247f"),
    grey=Label("#e8e2da", "#4a423a"),
    warning="#fdf0df",
    info="#efeaf6",
)
DARK = Theme(
    name="dark",
    paper="#191715",
    raised="#24211e",
    sunken="#2d2925",
    ink="#eee8e0",
    quiet="#b0a69b",
    border="#3d3832",
    grid="#39342e",
    levels=("#dfe318", "#73d056", "#28ae80", "#24878e", "#355f8d"),
    own="#ff8a3d",
    own_text="#ff8a3d",
    first="#e9932d",
    first_text="#e9932d",
    second="#b39ddb",
    over="#191715",
    others=("#2fc79a", "#56b4e9", "#e3a0c5", "#8ecbf0"),
    unlevelled="#7d746a",
    missed="#ff6f9a",
    link="#c4b2e6",
    code="#e8cfae",
    steps=(
        *("#472d7b", "#3d4d8a", "#306a8e", "#25838e", "#1f9a8a"),
        *("#2db27d", "#4fc369", "#7ed34f", "#b5de2b", "#dfe318"),
    ),
    groups=(
        *("#56b4e9", "#ff9d7a", "#2fc79a", "#e3a0c5", "#dcc04a", "#9aa8ff"),
        *("#a9cf5f", "#d2a883", "#7fdbe6", "#d98cb3", "#b9bdc4", "#c7a6ee"),
    ),
    green=Label("#1f4030", "#b8e6cb"),
    orange=Label("#45311a", "#f6cf9f"),
    purple=Label("#362c4a", "#d6c8f0"),
    grey=Label("#3a352f", "#d8cfc5"),
    warning="#33281a",
    info="#2a2533",
)
DIVERGING = (  # PuOr: orange where the first is better, purple where the second is
    *("#894108", "#be630a", "#e9932d", "#fdc885", "#fbebd5", "#e7e8f1", "#c2bedc", "#9085b8", "#5f3a91", "#350857"),
)
ON_BRIGHT, ON_DEEP = DARK.paper, LIGHT.over  # text on a colour of any ground


def either(colour: Callable[[Theme], str]) -> str:
    """A colour as CSS writes what differs by ground.

    Example:
        >>> either(lambda theme: theme.first)
        'light-dark(#be630a, #e9932d)'
    """
    return f"light-dark({colour(LIGHT)}, {colour(DARK)})"


def label(colours: Callable[[Theme], Label]) -> Label:
    """A label's colours as CSS writes what differs by ground.

    Example:
        >>> label(lambda theme: theme.grey).ink
        'light-dark(#4a423a, #d8cfc5)'
    """
    return Label(either(lambda theme: colours(theme).ground), either(lambda theme: colours(theme).ink))


RUNS = (either(lambda theme: theme.first), either(lambda theme: theme.second))  # A and B, as CSS


def variables() -> str:
    """The single colours and the other series as properties of CSS, ``--ladder-first`` … ``--ladder-other-1`` …."""
    names = [name for name, value in vars(LIGHT).items() if isinstance(value, str) and name != "name"]
    pairs = {name.replace("_", "-"): either(attrgetter(name)) for name in names}
    for place, (light, dark) in enumerate(zip(LIGHT.others, DARK.others, strict=True)):
        pairs[f"other-{place + 1}"] = f"light-dark({light}, {dark})"
    return " ".join(f"--ladder-{name}: {pair};" for name, pair in pairs.items())


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
