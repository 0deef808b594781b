"""A comparison as text, Markdown, LaTeX, CSV or JSON: each a function of a :class:`Comparison` that gives a string."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator

import numpy as np

from ladder.comparison.result import Comparison, Row, clear_means, letter
from ladder.comparison.settings import in_words
from ladder.words import directions
from ladder.words.figures import decimals, title

CSV_HEAD = [
    *("view", "a", "b", "direction", "figure", "value_a", "value_b", "difference", "low", "high", "p", "p_holm"),
    *("better", "equal", "worse", "outcome", "sd_a", "sd_b"),
]
LATEX = {mark: "\\" + mark for mark in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "±": r"$\pm$",
    "→": r"$\rightarrow$",
}


def text(comparison: Comparison) -> str:
    """Aligned columns for a terminal."""
    tables = [[head, *(_cells(row) for row in rows)] for head, rows in _blocks(comparison)]
    widths = [max(len(cells[column]) for table in tables for cells in table) for column in range(10)]
    lines = [*_about(comparison), *comparison.sentences()]
    for table in tables:
        lines.append("")
        for first, *others in table:
            aligned = [f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True)]
            lines.append("  ".join([f"{first:{widths[0]}}", *aligned]).rstrip())
    return "\n".join([*lines, "", *_notes(comparison)]) + "\n"


def markdown(comparison: Comparison) -> str:
    """Tables as GitHub renders them; what is clear is bold."""
    lines = [f"- {_for_markdown(line)}" for line in (*_about(comparison), *comparison.sentences())]
    for head, rows in _blocks(comparison):
        lines += ["", _piped(head), "| :--- " + "| ---: " * (len(head) - 1) + "|"]
        for row in rows:
            cells = [cell.strip("* ") for cell in _cells(row)]
            lines.append(_piped([f"**{cell}**" if row.is_clear and cell else cell for cell in cells]))
    return "\n".join([*lines, "", *(f"- {_for_markdown(note)}" for note in _notes(comparison))]) + "\n"


def latex(comparison: Comparison) -> str:
    """A table for the package booktabs; what is clear is bold, and the notes are comments."""
    lines = [f"% {_for_latex(line)}" for line in (*_about(comparison), *_notes(comparison))]
    lines += [r"\begin{tabular}{l" + "r" * 9 + "}", r"\toprule"]
    for number, (head, rows) in enumerate(_blocks(comparison)):
        lines += [r"\midrule"] * (number > 0) + [_latex_line(head), r"\midrule"]
        lines += [_latex_line([cell.strip("* ") for cell in _cells(row)], bold=row.is_clear) for row in rows]
    sides = "; ".join(f"{letter(place)}: {side.name}" for place, side in enumerate(comparison.sides))
    lines += [r"\bottomrule", rf"\multicolumn{{10}}{{l}}{{{_for_latex(sides)}}} \\", r"\end{tabular}"]
    return "\n".join(lines) + "\n"


def as_csv(comparison: Comparison) -> str:
    """A line a figure and direction of the family, with a head; sd is the standard deviation over a side's runs."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(CSV_HEAD)
    for row in comparison.family:
        found, sides = row.found, [comparison.sides[place].name for place in (0, row.side)]
        measured = [found.a, found.b, found.difference, found.low, found.high, found.p, row.p_holm]
        shares = [found.better, found.equal, found.worse]
        spreads = [_spread(runs) for runs in (found.runs_a, found.runs_b)]
        line = [comparison.view, *sides, found.direction, found.figure, *measured, *shares, row.outcome, *spreads]
        writer.writerow(["" if value is None else value for value in line])
    return sink.getvalue()


def as_json(comparison: Comparison) -> str:
    """Everything, with the figures outside the family."""
    return json.dumps(comparison.as_json(), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


FORMATS: dict[str, Callable[[Comparison], str]] = {
    "text": text,
    "csv": as_csv,
    "json": as_json,
    "markdown": markdown,
    "latex": latex,
}


def _blocks(comparison: Comparison) -> Iterator[tuple[list[str], list[Row]]]:
    """A head and rows for each direction of each side against A."""
    for place in range(1, len(comparison.sides)):
        side = letter(place)
        columns = ["A", side, f"{side} - A", "95 % interval", "p", "p Holm", f"{side} better", "equal", "A better"]
        mine = [row for row in comparison.family if row.side == place]
        for direction in dict.fromkeys(row.found.direction for row in mine):
            yield [directions.shown(direction), *columns], [row for row in mine if row.found.direction == direction]


def _cells(row: Row) -> list[str]:
    found, digits = row.found, decimals(row.found.figure)
    shares = ["" if share is None else f"{share:.0%}" for share in (found.better, found.equal, found.worse)]
    return [
        title(found.figure),
        _value(found.a, found.runs_a, digits),
        _value(found.b, found.runs_b, digits),
        f"{found.difference:+.{digits}f}{'*' if row.is_clear else ' '}",
        f"[{found.low:+.{digits}f}, {found.high:+.{digits}f}]",
        f"{found.p:.4f}",
        f"{row.p_holm:.4f}",
        *shares,
    ]


def _value(value: float, runs: tuple[float | None, ...], digits: int) -> str:
    spread = _spread(runs)
    return f"{value:.{digits}f}" + ("" if spread is None else f" ± {spread:.{digits}f}")


def _spread(runs: tuple[float | None, ...]) -> float | None:
    """The standard deviation over a side's runs, None of one."""
    defined = [value for value in runs if value is not None]
    return float(np.std(defined, ddof=1)) if len(defined) > 1 else None


def _about(comparison: Comparison) -> list[str]:
    """What is compared."""
    queries = ", ".join(f"{count:,} {directions.shown(way)}" for way, count in comparison.queries.items())
    lines = [f"view {comparison.view}: {comparison.images:,} images; queries: {queries}"]
    for place, side in enumerate(comparison.sides):
        runs = f": {', '.join(side.runs)}" if len(side.runs) > 1 else ""
        seeds = f"seed{'s' * (len(side.seeds) > 1)} {', '.join(map(str, side.seeds))}"
        lines.append(f"{letter(place)}  {side.name}{runs}; {seeds}")
    for place, settings in enumerate(comparison.settings, start=1):
        lines.append(f"A -> {letter(place)}  {in_words(settings) or 'the same settings'}")
    return lines


def _notes(comparison: Comparison) -> list[str]:
    """What the columns are, who judged, and what else a reader must know."""
    sizes = {len(side.runs) for side in comparison.sides}
    several = sizes != {1}
    lines = [
        f"interval: middle 95 % of {comparison.resamples:,} bootstrap resamples of images, the same for both sides, "
        f"captions with their image{'; the runs of a side are drawn again too' if several else ''}",
        f"p: randomisation test, {comparison.permutations:,} exchanges of A and B image by image"
        f"{', of the mean over runs' if several else ''}; two-sided",
        f"*: {clear_means(f'these {len(comparison.family)} differences')}",
        "better, equal: share of queries",
        *_judges(comparison),
    ]
    if several:
        lines.append("±: standard deviation over runs")
    if 1 in sizes:
        lines.append("a side of one run: another seed may differ as much; train several and name them a-0,a-1,a-2")
    return lines + [f"note: {note}" for note in comparison.notes]


def _judges(comparison: Comparison) -> list[str]:
    first = comparison.sides[0]
    trained = [letter(place) for place, side in enumerate(comparison.sides) if side.same_judge]
    known = all(side.same_judge is not None for side in comparison.sides)
    same = f", the judge that {' and '.join(trained)} learnt from" if trained else ", not the judge of training" * known
    second = [] if first.second is None else [f"second judge: {first.second['name']}"]
    return [f"relevance judged by {first.judge['name']}{same}", *second]


def _piped(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _for_markdown(line: str) -> str:
    return re.sub(r"([\\|*_`<>\[\]~$#])", r"\\\1", " ".join(line.split()))


def _for_latex(line: str) -> str:
    return "".join(LATEX.get(mark, mark) for mark in " ".join(line.split()))


def _latex_line(cells: list[str], *, bold: bool = False) -> str:
    written = [re.sub(r"(?<!\w)-(?=[\d ])", "$-$", _for_latex(cell)) for cell in cells]
    return " & ".join(rf"\textbf{{{cell}}}" if bold and cell else cell for cell in written) + r" \\"
