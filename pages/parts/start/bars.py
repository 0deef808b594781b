"""Four figures of two runs, with intervals in words; of one run, its own."""

import streamlit as st

from ladder.comparison import Comparison, Row, side_by_side
from ladder.comparison.result import clear_means
from ladder.figures.theme import either, label
from ladder.words.directions import candidate
from ladder.words.figures import expert, meaning, plain, plain_name, title
from ladder.words.outcomes import UNCLEAR, shown
from pages.parts.compare import pair
from pages.parts.shell import frame, notices
from pages.parts.shell.sidebar import Selection
from pages.parts.start.keys import VIEW

HEADLINES = ("recall@1", "cs@100", "cs@1000", "ndcg@50")
OUTCOMES = {
    "better": label(lambda theme: theme.purple),
    "worse": label(lambda theme: theme.orange),
    UNCLEAR: label(lambda theme: theme.grey),
}
CARDS = "display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:1rem"
CARD = f"border:1px solid {either(lambda theme: theme.border)};border-radius:0.6rem;padding:0.9rem 1rem"
LARGE = "font-size:1.7rem;font-weight:600;line-height:1.5;font-variant-numeric:tabular-nums;white-space:nowrap"
EXPERT = (
    f"{'; '.join(f'{title(name)}: {expert(name)}' for name in HEADLINES)}. In brackets the 95 % bootstrap interval of "
    f"B - A over images. Clear: {clear_means('these figures')}, of a paired randomisation test."
)


def compared(chosen: Selection) -> Comparison:
    """Both runs on the queries of the split; read together are these four figures.

    Raises:
        RunError: If one of them was not evaluated.
    """
    view = side_by_side.views(chosen.both, chosen.split, "kept")[0]
    sides = pair.of(chosen, ((chosen.both[0],), (chosen.both[-1],)), view)
    found = sides.comparison
    return found.choose([name for name in HEADLINES if name in found.figures])


def row(found: Comparison, direction: str, figure: str) -> Row | None:
    """A figure of the comparison; None where it has none."""
    same = (row for row in found.family if row.found.direction == direction and row.found.figure == figure)
    return next(same, None)


def draw(chosen: Selection) -> None:
    """The four figures, what they are, and what they rest on."""
    if chosen.other is None:
        notices.notice("Pick a run B in the sidebar to see what it does better, and what worse.")
        return
    found = compared(chosen)
    rows = [(one, row(found, chosen.direction, one)) for one in HEADLINES]
    cards = "".join(card(one, measured, chosen.direction) for one, measured in rows if measured is not None)
    st.html(f'<div style="{CARDS}">{cards}</div>')
    what = " ".join(f"{_title(one, chosen.direction)}: {plain(one)}" for one in HEADLINES)
    frame.what_is_this(VIEW.figures, what, EXPERT)
    queries = found.queries[chosen.direction]
    frame.made(
        f"From `{chosen.folder.name}` (A) to `{chosen.other.name}` (B) over {queries:,} queries of `{chosen.split}`, "
        f"{found.images:,} images, one seed each; relevance judged by `{found.sides[0].judge.get('name')}`"
        f"{', by which the runs were trained' if found.sides[1].same_judge else ''}."
    )


def card(one: str, measured: Row, direction: str) -> str:
    """A figure's name, its value under A and B, the outcome and its interval, as HTML."""
    found = measured.found
    interval = f"{_change(found.difference, one)} [{_change(found.low, one)}, {_change(found.high, one)}]"
    return (
        f'<div style="{CARD}"><div style="font-size:0.9rem">{_title(one, direction)}</div>'
        f'<div style="{LARGE}">{_value(found.a, one)} → {_value(found.b, one)}</div>'
        f"<div>{frame.chip(shown(measured.outcome), *OUTCOMES[measured.outcome or UNCLEAR])}</div>"
        f'<div style="font-size:0.8rem;opacity:0.8">{interval}</div></div>'
    )


def _title(one: str, direction: str) -> str:
    name = plain_name(one, candidate(direction))
    return name[0].upper() + name[1:]


def _value(value: float, one: str) -> str:
    return f"{100 * value:.0f} %" if meaning(one).unit == "share" else f"{value:.2f}"


def _change(value: float, one: str) -> str:
    return f"{100 * value:+.1f}" if meaning(one).unit == "share" else f"{value:+.3f}"
