"""One query as a ladder, and its chain of inequalities in its own numbers."""

import html
import math
from typing import TYPE_CHECKING, Any

import streamlit as st

from ladder.batches.one_query import RungOfQuery
from ladder.words import rungs
from ladder.words.directions import DIRECTIONS
from ladder.words.rungs import FIRST
from pages.parts.batches import texts, wording
from pages.parts.batches.keys import KEYS, VIEW
from pages.parts.batches.shown import ACCENT, GROUND, KEPT, LARGE, NONE, OWN, SMALL, Shown, level_colours
from pages.parts.components import printing, row_ladder
from pages.parts.components.row_ladder import LadderData
from pages.parts.shell import frame

if TYPE_CHECKING:
    from ladder.batches.looking import Look

LINE = f"display:flex;flex-wrap:wrap;gap:0.1rem 1rem;padding:0.45rem 0;border-bottom:1px solid {GROUND}"


def focus(look: "Look", direction: str) -> int:
    """The query in focus, and the way to the costliest; its row."""
    query, _ = wording.ASKS[direction]
    size = len(look.batch)
    if st.session_state.get(KEYS.query, 1) > size:
        st.session_state[KEYS.query] = size
    number = st.number_input(
        f"{query.capitalize()} in focus",
        1,
        size,
        key=KEYS.query,
        bind="query-params",
        persist_state="session",
        width=150,
    )
    st.button("Costliest", key=KEYS.worst, icon=":material/priority_high:", on_click=_worst, args=(look, direction))
    return int(number) - 1


def draw(shown: Shown) -> None:
    """The ladder of the query in focus."""
    with shown.bar:
        texts.what_is_this(VIEW.row)
        if shown.preset != "Demo":
            frame.as_csv(lambda: rows(shown), "query.csv", VIEW.row)
        printing.draw(KEYS.ladder, wording.row(shown.look, shown.view, shown.direction), shown.made)
    frame.said(wording.row(shown.look, shown.view, shown.direction))
    st.html(query_card(shown))
    row_ladder.draw(payload(shown), key=KEYS.ladder)
    frame.made(
        "Thick frames and ringed dots: the hard-contrastive pairs. A star: the own pair, above all. What does not "
        "fit on a shelf is drawn as dots; point at a line for its item, or use the arrow keys. The left scale is "
        "stretched where a level would be too thin to see."
    )


def chain(shown: Shown) -> None:
    """The chain of inequalities, a line a rung."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("The chain of inequalities", anchor=False)
        texts.what_is_this(VIEW.chain)
    st.html(inequalities(shown))


def inequalities(shown: Shown) -> str:
    """The chain as HTML; the captions stand in it as they are."""
    total = f"This query costs <strong>{shown.view.cost:.3f}</strong>."
    lines = "".join(_line(shown, rung) for rung in shown.view.rungs)
    return f'<div style="font-variant-numeric:tabular-nums">{lines}<div style="padding-top:0.6rem">{total}</div></div>'


def _line(shown: Shown, rung: RungOfQuery) -> str:
    """One inequality."""
    query, candidate = shown.asks
    upper = f"own {candidate}" if rung.anchored else rungs.level(rung.number)
    lower = "all others" if rung.number == 0 else f"{rungs.level(rung.number + 1)} and below"
    asks = f'<span style="min-width:14.5rem"><strong>Rung {rung.number}</strong>&ensp;{upper} &gt; {lower}</span>'
    if not rung.exists:
        why = f"does not exist: this {query} has {wording.plural(shown.view.k, 'level')}"
        ghost = f", and costs {rung.cost:.3f} all the same" if rung.cost else ""
        return f'<div style="{LINE};opacity:0.72">{asks}<span>{why}{ghost}</span></div>'
    near, far = (
        f'<span title="{html.escape(shown.batch.texts[item])}">{candidate} {item + 1}</span>'
        for item in (rung.near, rung.far)
    )
    one, other, had = differing(rung.near_similarity, rung.far_similarity)
    ink, verdict = (ACCENT, "missed") if rung.active else (KEPT, "kept")
    gap = f"s({near}) − s({far}) = {number(one, 3)} − {number(other, 3)} = <strong>{number(had, 3)}</strong>"
    return (
        f'<div style="{LINE}">{asks}<span>{gap}</span>'
        f'<span>≥ {rung.needed:.3f} is <strong style="color:{ink}">{verdict}</strong></span>'
        f"<span>{cost(rung, had)}</span></div>"
    )


def cost(rung: RungOfQuery, had: float) -> str:
    """By how much the pair that is shown misses its margin, and what the rung costs: of it, or of all its pairs."""
    short = f"by {max(0.0, round(rung.needed, 3) - had):.3f}" if rung.active else ""
    if not rung.over:
        return f"{short}, cost {rung.cost:.3f}".removeprefix(", ")
    return (
        f"{short}; {rung.over} over all {rung.pairs:,} pairs {rung.violation:.3f}, cost {rung.cost:.3f}".removeprefix(
            "; "
        )
    )


def differing(one: float, other: float) -> tuple[float, float, float]:
    """Two numbers and the first less the second, in thousandths that add up.

    Example:
        >>> differing(0.4144, 0.6376)
        (0.414, 0.638, -0.224)
    """
    first, second = (round(1000 * value) for value in (one, other))
    return first / 1000, second / 1000, (first - second) / 1000


def query_card(shown: Shown) -> str:
    """The query itself: its picture and its caption."""
    query, _ = shown.asks
    pair = shown.view.query
    address, text = shown.picture(pair, LARGE), html.escape(shown.batch.texts[pair])
    name = (shown.batch.image_ids if query == "image" else shown.batch.caption_ids)[pair]
    said = (
        f"<strong>{query.capitalize()} {pair + 1}</strong> asks · <span style='opacity:0.72'>{html.escape(name)}</span>"
    )
    words = f"“{text}”" if query == "caption" else f"<span style='opacity:0.72'>its own caption:</span> “{text}”"
    picture = (
        f'<img src="{html.escape(address)}" alt="" style="width:72px;height:72px;object-fit:cover;border-radius:8px">'
        if address
        else ""
    )
    return (
        f'<div style="display:flex;gap:0.9rem;align-items:center">{picture}'
        f'<div style="overflow-wrap:anywhere;line-height:1.45">{said}<br>{words}</div></div>'
    )


def payload(shown: Shown) -> LadderData:
    """What the component draws."""
    view, batch = shown.view, shown.batch
    query, candidate = shown.asks
    return {
        "relevance": view.relevance.tolist(),
        "similarity": view.similarity.tolist(),
        "labels": view.labels.tolist(),
        "share": view.share.tolist(),
        "k": view.k,
        "cuts": view.cuts.tolist(),
        "rungs": [
            {
                "number": rung.number,
                "exists": rung.exists,
                "active": rung.active,
                "near": rung.near,
                "far": rung.far,
                "needed": rung.needed,
                "had": None if math.isnan(rung.had) else rung.had,
                "cost": rung.cost,
            }
            for rung in view.rungs
        ],
        "texts": list(batch.texts),
        "images": batch.images.tolist(),
        "pictures": shown.pictures(SMALL),
        "large": shown.pictures(LARGE),
        "heads": (f"{candidate}s by relevance", "by similarity"),
        "word": candidate,
        "words": f"{candidate}s",
        "ownName": FIRST.capitalize(),
        "said": f"The {candidate}s of {query} {view.query + 1} by relevance and by similarity",
        "colours": level_colours(max(view.k, 1)),
        "own": OWN,
        "none": NONE,
        "accent": ACCENT,
        "kept": KEPT,
    }


def rows(shown: Shown) -> list[dict[str, Any]]:
    """A row a candidate of the query in focus."""
    view, batch = shown.view, shown.batch
    ids = batch.caption_ids if shown.direction == DIRECTIONS[0] else batch.image_ids
    return [
        {
            "candidate": ids[item],
            "caption": batch.texts[item],
            "level": int(view.labels[item]),
            "relevance": float(view.relevance[item]),
            "similarity": float(view.similarity[item]),
            "cost_of_its_pairs": float(view.share[item]),
        }
        for item in range(len(batch))
    ]


def number(value: float, digits: int = 2) -> str:
    """So many decimals with a true minus.

    Example:
        >>> number(-0.123)
        '−0.12'
    """
    return f"{value:.{digits}f}".replace("-", "−")


def _worst(look: "Look", direction: str) -> None:
    """Puts the query in focus that costs most in this direction."""
    st.session_state[KEYS.query] = int(look.report.directions[direction].cost.argmax()) + 1
