"""Recognises a file of judgments by its content, reads and checks it."""

from collections.abc import Iterator
from pathlib import Path

from ladder.datasets.draft import Draft
from ladder.datasets.text import read_csv, read_lines
from ladder.errors import DataError
from ladder.evaluation.judgments import crisscrossed, flickr8k, sentences, table
from ladder.evaluation.judgments.layout import LineError, LineFormat
from ladder.evaluation.judgments.record import JudgedPair, Judgments

LAYOUTS: tuple[LineFormat, ...] = (*flickr8k.LAYOUTS, *crisscrossed.LAYOUTS, *sentences.LAYOUTS, *table.LAYOUTS)
SAMPLE = 20  # lines that decide between formats without a header

Numbered = list[tuple[int, list[str]]]  # the line and its cells


def read(path: Path | str) -> Judgments:
    """Reads a file of human judgments.

    Args:
        path: In one of the formats of :data:`LAYOUTS`, told by its content, whatever its name.

    Raises:
        DataError: If it is in none of them, or a line is damaged: one line with the file, the line and what to do.

    Example:
        >>> judgments = read("ExpertAnnotations.txt")  # doctest: +SKIP
        >>> judgments.format, len(judgments), judgments.count  # doctest: +SKIP
        ('flickr8k-expert', 5822, 17466)
    """
    path = Path(path).expanduser()
    draft = Draft(str(path))
    rows = list(_rows(path, draft))
    layout, header = _recognised(path, rows)
    pairs = _pairs(path, layout, header, rows if layout.header else rows[1:], draft)
    if draft.problems:
        others = len(draft.problems) - 1
        raise DataError(f"{draft.problems[0]}{f' (and {others:,} more lines)' if others else ''}")
    if not pairs:
        raise DataError(f"{path}: the header of `{layout.name}` and no judgments; add a line a judgment")
    return Judgments(path, layout.name, layout.kind, layout.captions, tuple(pairs))


def _rows(path: Path, draft: Draft) -> Iterator[tuple[int, list[str]]]:
    """Lines that are not empty, in cells: between tabs where the first line has one, else between commas.

    Between tabs a quote is a character like any other: the STS benchmark has stray ones.
    """
    lines = read_lines(path)
    if "\t" in next((line for line in lines if line.strip()), ""):
        yield from ((number, line.split("\t")) for number, line in enumerate(lines, start=1) if line.strip())
    else:
        yield from read_csv(path, draft)


def _recognised(path: Path, rows: Numbered) -> tuple[LineFormat, tuple[str, ...]]:
    """The format, and the names of its columns."""
    first = tuple(cell.strip() for cell in rows[0][1]) if rows else ()
    for layout in LAYOUTS:
        if not layout.header and layout.names(first):
            return layout, first
    fitting = {layout: sum(_fits(layout, cells) for _, cells in rows[:SAMPLE]) for layout in LAYOUTS if layout.header}
    best = max(fitting, key=lambda layout: fitting[layout])
    if fitting[best]:
        return best, best.header
    known = "; ".join(layout.looks for layout in LAYOUTS)
    raise DataError(f"{path}: no judgments in a form that is known, which are: {known}")


def _fits(layout: LineFormat, values: list[str]) -> bool:
    """Whether a line can be read so."""
    try:
        _read(layout, layout.header, values)
    except LineError:
        return False
    return True


def _read(layout: LineFormat, header: tuple[str, ...], values: list[str]) -> tuple[JudgedPair, str]:
    """A line as a pair, and who judged it; empty where nobody is named."""
    cells = layout.cells(values, header)
    pair = JudgedPair(layout.item(cells, layout.left), layout.item(cells, layout.right), layout.judged(cells))
    return pair, layout.item(cells, table.JUDGE) if table.JUDGE in header else ""


def _pairs(path: Path, layout: LineFormat, header: tuple[str, ...], rows: Numbered, draft: Draft) -> list[JudgedPair]:
    """The pairs of all lines; those of one pair by several named judges are one."""
    pairs: dict[object, JudgedPair] = {}
    seen: set[tuple[str, str, str]] = set()
    for line, values in rows:
        try:
            pair, judge = _read(layout, header, values)
        except LineError as error:
            draft.problem(path, line, error.what, error.mend)
            continue
        if (pair.left, pair.right, judge) in seen:
            draft.problem(path, line, f"`{judge}` has judged this pair before", "keep one of the lines")
        elif judge:
            seen.add((pair.left, pair.right, judge))
            earlier = pairs.get((pair.left, pair.right), JudgedPair(pair.left, pair.right, ()))
            pairs[pair.left, pair.right] = JudgedPair(pair.left, pair.right, earlier.scores + pair.scores)
        else:
            pairs[line] = pair
    return list(pairs.values())
