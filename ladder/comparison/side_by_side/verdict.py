"""The rows of a comparison as a page shows them: which, in which unit, in which words."""

from collections.abc import Sequence
from typing import Any

from ladder.comparison import Comparison, Row
from ladder.comparison.side_by_side.slices import Slice
from ladder.evaluation.names import RECALLS
from ladder.figures.differences import Whisker
from ladder.words import directions, outcomes
from ladder.words.figures import decimals, lower_is_better, meaning, title

FEW = (*RECALLS, "map@r", "cs@10", "cs@100", "cs@1000", "ndcg@50")
FOUND, GRADED, RSUM = "percentage points of queries", "hundredths: CS, nDCG, relevance", "rsum, of 600"
AXES = {"share": FOUND, "score": GRADED, "sum": RSUM}  # by unit, in the order in which they are drawn


def few(comparison: Comparison) -> list[str]:
    """The few figures that matter, of those that were measured; all where none was."""
    known = comparison.figures
    return [name for name in FEW if name in known] or known


def whiskers(rows: Sequence[Row]) -> list[Whisker]:
    """The rows in the units of their axes, those of a unit together; ranks, of which less is better, are left out."""
    drawn = [_whisker(row) for row in rows if not lower_is_better(row.found.figure)]
    return sorted(drawn, key=lambda whisker: [*AXES.values()].index(whisker.group))


def table_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """A dict a row, as text with the digits that ``ladder compare`` prints."""
    return [
        {
            "figure": title(row.found.figure),
            "direction": directions.shown(row.found.direction),
            "A": f"{row.found.a:.{digits}f}",
            "B": f"{row.found.b:.{digits}f}",
            "B - A": f"{row.found.difference:+.{digits}f}",
            "95 % interval": f"[{row.found.low:+.{digits}f}, {row.found.high:+.{digits}f}]",
            "p": f"{row.found.p:.4f}",
            "p Holm": "" if row.p_holm is None else f"{row.p_holm:.4f}",
            "outcome": outcomes.shown(row.outcome),
        }
        for row, digits in ((row, decimals(row.found.figure)) for row in rows)
    ]


def slice_rows(found: Sequence[tuple[str, Row]], slices: Sequence[Slice]) -> list[dict[str, Any]]:
    """A dict a part and direction, as :func:`table_rows`."""
    said = {part.name: part.said for part in slices}
    rows = table_rows([row for _, row in found])
    return [{"part": name, "which": said.get(name, name)} | row for (name, _), row in zip(found, rows, strict=True)]


def slice_whiskers(found: Sequence[tuple[str, Row]]) -> list[Whisker]:
    """The differences of one figure in every part."""
    return [_whisker(row)._replace(label=name) for name, row in found]


def _whisker(row: Row) -> Whisker:
    found = row.found
    unit = meaning(found.figure).unit
    scale = 1 if unit == "sum" else 100
    value, low, high = (scale * part for part in (found.difference, found.low, found.high))
    return Whisker(title(found.figure), found.direction, value, low, high, AXES[unit], row.is_clear)
