"""The rows of a comparison as a page shows them: which, in which unit, in which words."""

from collections.abc import Sequence
from typing import Any

from ladder.comparison import Comparison, Row
from ladder.comparison.names import MATCHES, decimals, lower_is_better, title
from ladder.comparison.side_by_side.slices import Slice
from ladder.figures.differences import Whisker

FEW = ("recall@1", "recall@5", "recall@10", "map@r", "cs@10", "cs@100", "cs@1000", "ndcg@50")
FOUND, GRADED, RSUM = "percentage points of queries", "hundredths: CS, nDCG, relevance", "rsum, of 600"  # units
WAYS = {"": "both ways", "image_to_caption": "image → caption", "caption_to_image": "caption → image"}


def few(comparison: Comparison) -> list[str]:
    """The few figures that matter, of those that were measured; all where none was."""
    known = comparison.figures
    return [name for name in FEW if name in known] or known


def whiskers(rows: Sequence[Row]) -> list[Whisker]:
    """The rows in the units of their axes, those of a unit together; ranks, of which less is better, are left out."""
    drawn = [_whisker(row) for row in rows if not lower_is_better(row.found.figure)]
    return sorted(drawn, key=lambda whisker: (FOUND, GRADED, RSUM).index(whisker.group))


def table_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """A dict a row, as text with the digits that ``ladder compare`` prints."""
    return [
        {
            "figure": title(row.found.figure),
            "direction": WAYS[row.found.direction],
            "A": f"{row.found.a:.{digits}f}",
            "B": f"{row.found.b:.{digits}f}",
            "B - A": f"{row.found.difference:+.{digits}f}",
            "95 % interval": f"[{row.found.low:+.{digits}f}, {row.found.high:+.{digits}f}]",
            "p": f"{row.found.p:.4f}",
            "p Holm": "" if row.p_holm is None else f"{row.p_holm:.4f}",
            "outcome": _outcome(row),
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


def _outcome(row: Row) -> str:
    return {"better": "B clearly better", "worse": "A clearly better", None: ""}.get(row.outcome, "no clear difference")


def _whisker(row: Row) -> Whisker:
    found = row.found
    group = RSUM if found.figure == "rsum" else FOUND if found.figure.startswith(MATCHES) else GRADED
    scale = 1 if group == RSUM else 100
    value, low, high = (scale * part for part in (found.difference, found.low, found.high))
    return Whisker(title(found.figure), found.direction or "both", value, low, high, group, row.is_clear)
