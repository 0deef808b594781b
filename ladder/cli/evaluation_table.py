"""A report as text: both directions beside each other, the figures in groups."""

from collections.abc import Sequence

from ladder.evaluation import DIRECTIONS, GROUPS, SECOND, Report
from ladder.evaluation.protocols import MEANINGS
from ladder.words import directions
from ladder.words.figures import GROUPS as ABOUT
from ladder.words.figures import decimals, expert

NAME, CELL = 22, 26  # columns of text


def table(report: Report) -> str:
    """The figures with their intervals, group by group, and what they rest on."""
    lines = _about(report)
    heads = "".join(f"{directions.shown(way):>{CELL}}" for way in DIRECTIONS)
    lines.append(f"{'':{NAME}}{heads}" + ("  left out" if any(report.undefined.values()) else ""))
    for group, names in GROUPS.items():
        lines += _group(report, f"{group}: {ABOUT[group]}", names)
        if group == "match" and "rsum" in report.figures:
            lines.append(f"  {'rsum':{NAME - 2}}{_cell(report, 'rsum'):>{CELL}}  {expert('rsum')}")
    if report.second is not None:
        judged = [SECOND + name for names in GROUPS.values() for name in names]
        lines += _group(report, f"by the second judge, {report.second['name']}", judged)
    return "\n".join([*lines, *_below(report)])


def _about(report: Report) -> list[str]:
    """What was searched, by whom, and who judged."""
    asking = "" if report.queries is None else f", searched by those of {report.queries}"
    own = ", own items hidden" if report.exact_match == "hidden" else ""
    same = "same judge as in training" if report.same_judge else "not the judge of the training"
    second = "" if report.second is None else f"; second judge {report.second['name']}"
    return [
        f"split {report.split}: {report.images:,} images, {report.captions:,} captions{asking}; "
        f"{MEANINGS[report.protocol]}{own}",
        f"relevance judged by {report.judge['name']} ({same}){second}",
        "in brackets: 95 % bootstrap interval over images; left out: queries without that rung, or without an order",
    ]


def _group(report: Report, title: str, names: Sequence[str]) -> list[str]:
    """The group's title and a line a figure; nothing where the report has none of them."""
    rows = [_row(report, name) for name in names if f"{DIRECTIONS[0]}/{name}" in report.figures]
    return ["", title, *rows] if rows else []


def _row(report: Report, name: str) -> str:
    """A figure in both directions, and the shares of queries that have none."""
    both = [f"{direction}/{name}" for direction in DIRECTIONS]
    left_out = [report.undefined.get(figure, 0) for figure in both]
    shares = f"  {left_out[0]:.1%}, {left_out[1]:.1%}" if any(left_out) else ""
    return (
        f"  {name.removeprefix(SECOND):{NAME - 2}}"
        + "".join(f"{_cell(report, part):>{CELL}}" for part in both)
        + shares
    )


def _below(report: Report) -> list[str]:
    """What stands below the table: the gap, the cost, the notes."""
    cost = report.cost
    return [
        "",
        f"modality gap {_cell(report, 'modality_gap')}: {expert('modality_gap')}",
        f"cost: {cost['embedding_seconds']:.1f} s to embed, {cost['seconds']:.1f} s to evaluate, "
        f"{cost['queries_per_second']:,.0f} queries a second",
        *(f"note: {note}" for note in report.notes),
    ]


def _cell(report: Report, name: str) -> str:
    figure = report.figures[name]
    form = f".{decimals(name.rpartition('/')[2])}f"
    interval = "" if figure.low is None else f" [{figure.low:{form}}, {figure.high:{form}}]"
    return f"{figure.value:{form}}{interval}"
