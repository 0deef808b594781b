"""What each view shows in one sentence, made from its numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ladder.comparison import Comparison, Row
from ladder.comparison.side_by_side.outcomes import Outcomes
from ladder.comparison.side_by_side.plane import ORDER, RANK, Plane
from ladder.figures.along_list import Curve
from ladder.words import directions, outcomes
from ladder.words.figures import SECOND, decimals, lower_is_better, title
from ladder.words.outcomes import UNCLEAR, AtAQuery, at_a_query

JUDGES = {True: "the judge that both learnt from", False: "not the judge of training"}


def of_row(comparison: Comparison, figure: str, direction: str) -> Row | None:
    """The row of a figure in one direction; None where it was not compared."""
    rows = (row for row in comparison.rows if (row.found.figure, row.found.direction) == (figure, direction))
    return next(rows, None)


def won(found: Outcomes, comparison: Comparison) -> str:
    """At how many queries each side is better, and whether the mean says so too."""
    defined = int((~np.isnan(found.gain)).sum())
    b, a = (len(found.rows(outcome)) for outcome in ("better", "worse"))
    said = f"{title(found.figure)}: B is better at {b:,} of {defined:,} queries ({_percent(b, defined)}), A at {a:,} "
    return (
        f"{said}({_percent(a, defined)}); on the whole {_outcome(of_row(comparison, found.figure, found.direction))}."
    )


def traded(shown: Plane, comparison: Comparison, direction: str) -> str:
    """How many queries gain what, and whether the means say so too."""
    count = len(shown.rows)
    up, right = int((shown.y > 0).sum()), int((shown.x > 0).sum())
    both, neither = (int(shown.quadrant(name).sum()) for name in ("both", "neither"))
    what = "the own pair comes sooner" if shown.found == RANK else "the list holds more that is relevant"
    figure = "mean_rank" if shown.found == RANK else shown.found
    return (
        f"With B the order gets better at {_percent(up, count)} of {count:,} queries, and {what} at "
        f"{_percent(right, count)}; both at {_percent(both, count)}, neither at {_percent(neither, count)}. On the "
        f"whole, by {title(ORDER)} {_outcome(of_row(comparison, ORDER, direction))}; by {title(figure)} "
        f"{_outcome(of_row(comparison, figure, direction))}."
    )


def woven(a: float, b: float, change: tuple[float, float, float], depth: int) -> str:
    """Mean relevance of the whole carpets."""
    value, low, high = change
    means = f"{a:.3f} in A, {b:.3f} in B (B - A {value:+.3f}, 95 % interval {low:+.3f} to {high:+.3f})"
    which = "B's items are more relevant" if low > 0 else "A's items are more relevant" if high < 0 else UNCLEAR
    return f"Over the first {depth} ranks {which}: mean relevance {means}."


def followed(curves: Sequence[Curve], at: int, what: str, ideal: Curve | None = None) -> str:
    """The values of two curves at one K, and whether their bands lie apart there."""
    values = [_at(curve, curve.value, at) for curve in curves]
    said = f"{what}: {values[0]:.3f} in A, {values[1]:.3f} in B"
    if ideal is not None:
        said += f", {_at(ideal, ideal.value, at):.3f} in the ideal order"
    if any(curve.low is None or curve.high is None for curve in curves):
        return f"{said}."
    lows, highs = [_at(curve, curve.low, at) for curve in curves], [_at(curve, curve.high, at) for curve in curves]
    apart = "B's band lies above A's" if lows[1] > highs[0] else "A's band lies above B's" if lows[0] > highs[1] else ""
    return f"{said}; {apart or 'the bands overlap: ' + UNCLEAR + ' there by this picture alone'}."


def sliced(rows: Sequence[Row], figure: str) -> str:
    """In how many parts of the queries the difference is clear."""
    return f"{title(figure)}: {outcomes.counted([row.outcome for row in rows], 'parts')}."


def correlated(a: float, b: float) -> str:
    """How well similarity follows relevance over all pairs."""
    said = f"Over all pairs, similarity follows relevance with a rank correlation of {a:.2f} in A and {b:.2f} in B"
    more = f"{'B' if b > a else 'A'} follows it more closely"
    return f"{said}: {more if f'{a:.2f}' != f'{b:.2f}' else UNCLEAR}."


def trained(statuses: Sequence[Mapping[str, Any]], differing: int) -> str:
    """Which epochs were kept, and in how many settings the runs differ."""
    said = []
    for letter, status in zip("AB", statuses, strict=False):
        best, of = status.get("best") or {}, status.get("epochs")
        kept = f"epoch {best['epoch']}{f' of {of}' if of else ''}" if "epoch" in best else "an epoch it does not name"
        said.append(f"{letter} kept {kept}")
    settings = f"{differing} setting{'s' * (differing != 1)}" if differing else "no setting"
    return f"{', '.join(said)}; they differ in {settings}."


def basis(comparison: Comparison, direction: str | None = None) -> str:
    """What a view rests on: queries, images, judge, seeds.

    Args:
        comparison: Of the sides that are shown.
        direction: Of the queries; None for both.
    """
    ways = {way: count for way, count in comparison.queries.items() if direction in (None, way)}
    asked = ", ".join(f"{count:,} {directions.query(way)}s" for way, count in ways.items())
    sides = "; ".join(
        f"{letter} {side.name}, seed{'s' * (len(side.seeds) > 1)} {', '.join(map(str, side.seeds))}"
        for letter, side in zip("AB", comparison.sides, strict=False)
    )
    way = "" if direction is None else f"; {directions.shown(direction)}"
    first = comparison.sides[0]
    same = {side.same_judge for side in comparison.sides}
    learnt = JUDGES.get(next(iter(same)) if len(same) == 1 else None)  # type: ignore[arg-type]
    judge = f"judged by {first.judge['name']}{', ' + learnt if learnt else ''}"
    if first.second and any(row.found.figure.startswith(SECOND) for row in comparison.family):
        judge += f"; 2nd judge {first.second['name']}"
    return f"{comparison.view}: {asked} ask ({comparison.images:,} images); {judge}; {sides}{way}"


def tested(comparison: Comparison) -> str:
    """How intervals and tests were made."""
    seeds = " One run a side: another seed may differ as much." if 1 in {len(s.runs) for s in comparison.sides} else ""
    return (
        f"Intervals: 95 %, {comparison.resamples:,} bootstrap resamples of images. Test: paired randomisation, "
        f"{comparison.permutations:,} exchanges, Holm's correction over {len(comparison.family)} differences.{seeds}"
    )


def value(figure: str, number: float) -> str:
    """A figure as tables write it.

    Example:
        >>> value("cs@100", 0.12345), value("mean_rank", 12.34)
        ('0.123', '12.3')
    """
    return f"{number:.{decimals(figure)}f}"


def _outcome(row: Row | None) -> str:
    if row is None:
        return "was not compared"
    if row.p_holm is None:  # outside the family that is read together
        low, high, digits = row.found.low, row.found.high, decimals(row.found.figure)
        if low <= 0 <= high:
            return UNCLEAR
        better: AtAQuery = "better" if (low > 0) != lower_is_better(row.found.figure) else "worse"
        interval = f"95 % interval {low:+.{digits}f} to {high:+.{digits}f}"
        return f"{at_a_query(better)} (B - A {row.found.difference:+.{digits}f}, {interval})"
    return outcomes.shown(row.outcome)


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}".replace("%", " %") if whole else "none"


def _at(curve: Curve, values: object, at: int) -> float:
    return float(np.interp(at, np.asarray(curve.at, dtype=float), np.asarray(values, dtype=float)))
