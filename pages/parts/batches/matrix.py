"""Relevance and similarity of a batch, beside each other in the same order; a click puts a row in focus."""

import base64
from typing import Any

import numpy as np
import streamlit as st

from ladder.batches import ordering
from ladder.words.directions import DIRECTIONS
from ladder.words.rungs import FIRST
from pages.parts.batches import cached, texts
from pages.parts.batches.keys import KEYS, VIEW
from pages.parts.batches.shown import LARGE, Shown
from pages.parts.components import printing, twin_matrix
from pages.parts.components.twin_matrix import MatrixData
from pages.parts.shell import frame

SORTS = STAIRS, CLUSTER, RANK, RECORDED = ("by relevance", "by cluster", "by own rank", "as recorded")
ROWS = {
    DIRECTIONS[0]: "A row is an image that asks, a column a caption.",
    DIRECTIONS[1]: "A row is a caption that asks, a column an image.",
}


def draw(shown: Shown) -> None:
    """The two tables, the way they are sorted, their sentence and their file."""
    st.subheader("The whole batch, as judged and as seen", anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sort = st.segmented_control(
            "Order",
            SORTS,
            default=STAIRS,
            required=True,
            key=KEYS.sort,
            bind="query-params",
        )
        texts.what_is_this(VIEW.matrix)
        if shown.preset != "Demo":
            frame.as_csv(lambda: rows(shown), "batch.csv", VIEW.matrix)
        printing.draw(KEYS.twin, ROWS[shown.direction], sentence(shown), shown.made)
    frame.said(sentence(shown))
    twin_matrix.draw(payload(shown, sort or STAIRS), key=KEYS.twin, clicked=_focus)
    frame.made(
        f"{ROWS[shown.direction]} Point at a cell for both, click to put its row in "
        "focus; by keyboard with the arrow keys and Enter. "
        f"Relevance is judged by `{shown.folder.config.relevance.name}`, similarity is the model's cosine"
        + (" at that step of the training." if shown.source.step else ", of the checkpoint that was kept.")
    )


def sentence(shown: Shown) -> str:
    """How far similarity follows relevance in this batch, and how many queries find their own first."""
    ranks = ordering.own_ranks(shown.batch, shown.direction)
    query, candidate = shown.asks
    similarity, relevance, positive = shown.batch.seen_from(shown.direction)
    others = ~positive
    follows = np.corrcoef(similarity[others], relevance[others])[0, 1] if _vary(similarity, relevance, others) else 0.0
    own = "image" if candidate == "image" else "caption"
    return (
        f"{np.count_nonzero(ranks == 0)} of {len(ranks)} {query}s have their own {own} nearest. Among all other pairs, "
        f"similarity follows relevance with a correlation of {follows:.2f}."
    )


def payload(shown: Shown, sort: str) -> MatrixData:
    """What the component draws."""
    batch, part = shown.batch, shown.look.report.directions[shown.direction]
    similarity, relevance, _ = batch.seen_from(shown.direction)
    order = {
        STAIRS: lambda: ordering.by_levels(part.labels, part.k),
        CLUSTER: lambda: cached.clusters(shown.source),
        RANK: lambda: ordering.by_own_rank(batch, shown.direction),
        RECORDED: lambda: np.arange(len(batch)),
    }[sort]().tolist()
    query, candidate = shown.asks
    return {
        "version": f"{hash((shown.source, shown.look.lens.name, repr(shown.look.lens), shown.direction))}",
        "relevance": _packed(relevance, np.float32),
        "similarity": _packed(similarity, np.float32),
        "labels": _packed(part.labels, np.int8),
        "levels": int(part.k.max()),
        "rows": order,
        "columns": None if sort == STAIRS else order,
        "texts": list(batch.texts),
        "images": batch.images.tolist(),
        "pictures": shown.pictures(LARGE),
        "titles": {
            "relevance": f"Relevance, by {shown.folder.config.relevance.name}",
            "similarity": f"Similarity, by {shown.folder.name}",
        },
        "words": {"query": query, "candidate": candidate},
        "focus": shown.view.query,
        "ownName": FIRST,
    }


def rows(shown: Shown) -> list[dict[str, Any]]:
    """A row a query and candidate."""
    batch, part = shown.batch, shown.look.report.directions[shown.direction]
    similarity, relevance, positive = batch.seen_from(shown.direction)
    ids = (batch.image_ids, batch.caption_ids)
    queries, candidates = ids if shown.direction == DIRECTIONS[0] else ids[::-1]
    return [
        {
            "query": queries[q],
            "candidate": candidates[c],
            "relevance": float(relevance[q, c]),
            "similarity": float(similarity[q, c]),
            "own": bool(positive[q, c]),
            "level": int(part.labels[q, c]),
        }
        for q in range(len(batch))
        for c in range(len(batch))
    ]


def _focus(row: int) -> None:
    st.session_state[KEYS.query] = row + 1


def _packed(table: np.ndarray, kind: type) -> str:
    """A table's numbers, row by row, in base64."""
    return base64.b64encode(np.ascontiguousarray(table, dtype=kind).tobytes()).decode()


def _vary(similarity: np.ndarray, relevance: np.ndarray, where: np.ndarray) -> bool:
    """Whether both have a correlation at all."""
    return bool(where.sum() > 1 and np.ptp(similarity[where]) > 0 and np.ptp(relevance[where]) > 0)
