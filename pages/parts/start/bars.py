"""Four figures of two runs, with intervals in words; of one run, its own."""

from typing import NamedTuple

import streamlit as st

from ladder.comparison import Comparison, Row, side_by_side
from ladder.figures.theme import either, label
from pages.parts.compare import pair
from pages.parts.shell import frame, notices
from pages.parts.shell.sidebar import Selection


class Headline(NamedTuple):
    """A figure that is shown on the first page.

    Attributes:
        figure: Its name in an evaluation.
        title: What it is called there; ``{right}`` stands for what is found.
        layman: What it is, for everybody.
        percent: Whether it is shown as a share.
    """

    figure: str
    title: str
    layman: str
    percent: bool = False


HEADLINES = (
    Headline("recall@1", "Right {right} first", "How often the right one is the very first.", True),
    Headline("cs@100", "Order of the first 100", "How well the first 100 follow relevance: 1 perfectly, 0 by chance."),
    Headline("cs@1000", "Order of the first 1,000", "The same of the first 1,000, which is most of a small gallery."),
    Headline("ndcg@50", "Best ones on top", "How much relevance stands in the first 50, counting the top most."),
)
OUTCOMES = {
    "better": label(lambda theme: theme.purple),
    "worse": label(lambda theme: theme.orange),
    "no clear difference": label(lambda theme: theme.grey),
}
CARDS = "display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:1rem"
CARD = f"border:1px solid {either(lambda theme: theme.border)};border-radius:0.6rem;padding:0.9rem 1rem"
LARGE = "font-size:1.7rem;font-weight:600;line-height:1.5;font-variant-numeric:tabular-nums;white-space:nowrap"
FIND = {"caption_to_image": "image", "image_to_caption": "caption"}
EXPERT = (
    "R@1; CS@100 and CS@1000, Kendall's tau-b of similarity and relevance; nDCG@50. In brackets the 95 % bootstrap "
    "interval of B - A over images. “Clearly”: a paired randomisation test with Holm's correction over these figures "
    "is below 0.05 and the interval does not hold 0."
)


def compared(chosen: Selection) -> Comparison:
    """Both runs on the queries of the split; read together are these four figures.

    Raises:
        RunError: If one of them was not evaluated.
    """
    view = side_by_side.views(chosen.both, chosen.split, "kept")[0]
    sides = pair.of(chosen, ((chosen.both[0],), (chosen.both[-1],)), view)
    found = sides.comparison
    return found.choose([one.figure for one in HEADLINES if one.figure in found.figures])


def row(found: Comparison, direction: str, figure: str) -> Row | None:
    """A figure of the comparison; None where it has none."""
    same = (row for row in found.family if row.found.direction == direction and row.found.figure == figure)
    return next(same, None)


def verdict(row: Row) -> str:
    """The outcome in words."""
    return f"clearly {row.outcome}" if row.is_clear else "not clearly different"


def draw(chosen: Selection) -> None:
    """The four figures, what they are, and what they rest on."""
    if chosen.other is None:
        notices.notice("Pick a run B in the sidebar to see what it does better, and what worse.")
        return
    found = compared(chosen)
    rows = [(one, row(found, chosen.direction, one.figure)) for one in HEADLINES]
    cards = "".join(card(one, measured, chosen.direction) for one, measured in rows if measured is not None)
    st.html(f'<div style="{CARDS}">{cards}</div>')
    what = " ".join(f"{_title(one, chosen.direction)}: {one.layman}" for one in HEADLINES)
    frame.what_is_this("start_figures", what, EXPERT)
    queries = found.queries[chosen.direction]
    frame.made(
        f"From `{chosen.folder.name}` (A) to `{chosen.other.name}` (B) over {queries:,} queries of `{chosen.split}`, "
        f"{found.images:,} images, one seed each; relevance judged by `{found.sides[0].judge.get('name')}`"
        f"{', by which the runs were trained' if found.sides[1].same_judge else ''}."
    )


def card(one: Headline, measured: Row, direction: str) -> str:
    """A figure's name, its value under A and B, the outcome and its interval, as HTML."""
    found = measured.found
    interval = f"{_change(found.difference, one)} [{_change(found.low, one)}, {_change(found.high, one)}]"
    return (
        f'<div style="{CARD}"><div style="font-size:0.9rem">{_title(one, direction)}</div>'
        f'<div style="{LARGE}">{_value(found.a, one)} → {_value(found.b, one)}</div>'
        f"<div>{frame.chip(verdict(measured), *OUTCOMES[measured.outcome or 'no clear difference'])}</div>"
        f'<div style="font-size:0.8rem;opacity:0.8">{interval}</div></div>'
    )


def _title(one: Headline, direction: str) -> str:
    return one.title.format(right=FIND[direction])


def _value(value: float, one: Headline) -> str:
    return f"{100 * value:.0f} %" if one.percent else f"{value:.2f}"


def _change(value: float, one: Headline) -> str:
    return f"{100 * value:+.1f}" if one.percent else f"{value:+.3f}"
