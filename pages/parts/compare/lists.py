"""Queries with the rankings of both runs beside each other: pictures or captions with their levels."""

import html
from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from ladder.comparison.side_by_side import Beside
from ladder.figures.theme import ON_BRIGHT, ON_DEEP, RUNS, either
from ladder.words import rungs
from ladder.words.figures import title
from pages.parts.compare.keys import KEYS
from pages.parts.compare.pair import Sides
from pages.parts.shell import frame, pictures

EACH, SHOWN = 5, 8  # queries a page, items a ranking
SIDE, SMALL = 160, 64  # pixels of the files asked for
ORDER = "cs@100"
TILE = f"position:relative;border-radius:8px;overflow:hidden;background:{either(lambda theme: theme.raised)}"
NUMBER = "position:absolute;left:4px;bottom:4px;border-radius:1rem;padding:0 0.45rem;font-size:0.75rem;font-weight:700"
TEXT = "font-size:0.8rem;line-height:1.3;overflow-wrap:anywhere"
GRID = f"display:grid;grid-template-columns:repeat(auto-fill,minmax(max(56px,{100 / SHOWN}% - 6px),1fr));gap:6px"
HEAD = "font-size:0.85rem;font-weight:600;margin:0.5rem 0 0.25rem"


def draw(sides: Sides, rows: np.ndarray, view: str, what: str, figure: str = ORDER) -> None:
    """The queries, a few at a time.

    Args:
        sides: What is looked at.
        rows: ``(row,)`` the queries in the order in which they are shown.
        view: Which of the views they are of.
        what: Which queries they are, in words.
        figure: What they were chosen by; its values stand beside each.
    """
    pair = sides.beside
    pages = max(1, -(-len(rows) // EACH))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<h4 style="margin:0;padding:0">{len(rows):,} {html.escape(what)}</h4>')
        frame.as_csv(partial(table, sides, rows, figure), "queries.csv", view)
    if not len(rows):
        return
    page = st.pagination(pages, key=KEYS.page(view)) if pages > 1 else 1
    shown = rows[(page - 1) * EACH :][:EACH]
    st.html("".join(_query(sides, pair, int(row), figure) for row in shown))
    frame.made(
        f"The first {min(SHOWN, pair.ideal.shape[1])} of each ranking. The number on a tile is its level: 1 the most "
        f"relevant of the query's own levels, ★ its own pair; judged by {pair.judged_by}."
    )


def table(sides: Sides, rows: np.ndarray, figure: str = ORDER) -> list[dict[str, Any]]:
    """A dict a query: what asks, and how both runs do."""
    pair = sides.beside
    ids = pair.vectors.image_ids if pair.asks_image else pair.vectors.caption_ids
    scores, ranks, name = sides.pair.values(sides.direction, figure), _ranks(sides), title(figure)
    return [
        {
            "query": ids[int(pair.asked[row])],
            "caption": pair.query(int(row))[1],
            **{f"own pair's rank in {letter}": rank[row] + 1 for letter, rank in zip("AB", ranks or (), strict=False)},
            **{f"{name} in {letter}": round(float(score[row]), 4) for letter, score in zip("AB", scores, strict=True)},
        }
        for row in rows
    ]


def _ranks(sides: Sides) -> tuple[np.ndarray, np.ndarray] | None:
    return sides.score("rank") if "rank" in sides.samples[0][0][sides.direction] else None


def _query(sides: Sides, pair: Beside, row: int, figure: str) -> str:
    """What asks, and the two rankings under it."""
    image, text = pair.query(row)
    split = sides.view.queries or pair.vectors.split
    row_in_split = image - (len(pair.vectors.image_ids) - _asking(pair) if sides.view.queries else 0)
    asks = _picture(sides, split, row_in_split, text) if pair.asks_image else ""
    said = f"an image: “{text}”" if pair.asks_image else f"“{text}”"
    head = (
        f'<div style="display:flex;gap:0.8rem;align-items:center">{asks}'
        f'<div><div style="font-weight:600;overflow-wrap:anywhere">{html.escape(said)}</div>'
        f'<div style="font-size:0.85rem;opacity:0.8">{_figures(sides, row, figure)}</div></div></div>'
    )
    lists = "".join(_ranking(sides, pair, place, row) for place in range(2))
    style = f"border-top:1px solid {either(lambda theme: theme.border)};padding:0.8rem 0"
    return f'<section class="compare-query" style="{style}">{head}{lists}</section>'


def _asking(pair: Beside) -> int:
    return int(pair.image.max()) + 1


def _figures(sides: Sides, row: int, figure: str) -> str:
    """How both runs do at a query, in words."""
    said = []
    if (ranks := _ranks(sides)) is not None:
        said.append(f"own pair at rank {ranks[0][row] + 1:g} in A, {ranks[1][row] + 1:g} in B")
    if not figure.endswith("rank"):
        a, b = (score[row] for score in sides.pair.values(sides.direction, figure))
        said.append(f"{title(figure)} {a:.3f} in A, {b:.3f} in B")
    return "; ".join(said)


def _ranking(sides: Sides, pair: Beside, place: int, row: int) -> str:
    """One run's first items."""
    colour = RUNS[place]
    items, levels = pair.sides[place].items[row][:SHOWN], pair.sides[place].levels[row][:SHOWN]
    draw_tile = _caption if pair.asks_image else _tile
    tiles = [
        draw_tile(sides, pair, rank, int(item), int(level), float(relevance))
        for rank, (item, level, relevance) in enumerate(
            zip(items, levels, pair.sides[place].relevance[row], strict=False), start=1
        )
    ]
    name = html.escape(f"{'AB'[place]} {sides.comparison.sides[place].name}")
    grid = "display:grid;gap:3px" if pair.asks_image else GRID
    return f'<div style="{HEAD};color:{colour}">{name}</div><div style="{grid}">{"".join(tiles)}</div>'


def _tile(sides: Sides, pair: Beside, rank: int, item: int, level: int, relevance: float) -> str:
    """A picture with its level."""
    image, text = pair.item(item)
    said = f"rank {rank}, {_level(level)}, relevance {relevance:.2f}: {text}"
    source = html.escape(pictures.address(sides.firsts[0], pair.vectors.split, image, SIDE))
    return (
        f'<div style="{TILE};aspect-ratio:1" title="{html.escape(said)}">'
        f'<img src="{source}" alt="{html.escape(said)}" loading="lazy" '
        'style="width:100%;height:100%;object-fit:cover;display:block">'
        f'<span style="{NUMBER};{_chip(level)}">{_short(level)}</span></div>'
    )


def _caption(sides: Sides, pair: Beside, rank: int, item: int, level: int, relevance: float) -> str:
    """A caption with its level."""
    chip = f"border-radius:1rem;padding:0 0.5rem;font-size:0.75rem;font-weight:700;text-align:center;{_chip(level)}"
    return (
        '<div style="display:grid;grid-template-columns:1.6rem 2.2rem 2.6rem 1fr;gap:0.4rem;align-items:baseline;'
        f'{TEXT};font-variant-numeric:tabular-nums"><span style="opacity:0.7">{rank}</span>'
        f'<span style="{chip}" title="{_level(level)}">{_short(level)}</span><span>{relevance:.2f}</span>'
        f"<span>{html.escape(pair.item(item)[1])}</span></div>"
    )


def _picture(sides: Sides, split: str, image: int, text: str) -> str:
    source = html.escape(pictures.address(sides.firsts[0], split, image, SIDE))
    style = "width:72px;height:72px;border-radius:8px;object-fit:cover;flex:none"
    return f'<img src="{source}" alt="{html.escape(text)}" loading="lazy" style="{style}">'


def _level(level: int) -> str:
    return rungs.level(level)


def _short(level: int) -> str:
    return "★" if level == 0 else str(level) if level > 0 else "–"


def _chip(level: int) -> str:
    """The colours of a level as a label, on both grounds."""
    ground = either(lambda theme: theme.level(level, len(theme.levels)))
    bright_light, bright_dark = level >= 4 or level < 0, 0 <= level <= 3
    return f"background:{ground};color:light-dark({_ink(bright_light)},{_ink(bright_dark)})"


def _ink(bright: bool) -> str:
    return ON_BRIGHT if bright else ON_DEEP
