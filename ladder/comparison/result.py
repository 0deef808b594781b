"""What a comparison found."""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ladder.comparison import family
from ladder.comparison.paired import Difference, holm
from ladder.words import directions, outcomes
from ladder.words.figures import decimals, lower_is_better, title
from ladder.words.outcomes import UNCLEAR, Outcome

NUMBER = re.compile(r"[-_. ]*\d+$")  # at the end of a name
ALPHA = 0.05  # of the family of figures, after Holm


@dataclass(frozen=True)
class Side:
    """One run, or several of one recipe with different seeds.

    Attributes:
        runs: Their names.
        seeds: Their seeds.
        judge: What the first judge of relevance says of itself.
        second: What the second says; None without one.
        same_judge: Whether the first judge is what the runs were trained with; None where that is not known.
    """

    runs: tuple[str, ...]
    seeds: tuple[int, ...]
    judge: dict[str, Any]
    second: dict[str, Any] | None
    same_judge: bool | None

    @property
    def name(self) -> str:
        """The run's name; of several, their name without the number where it is the same, and how many they are."""
        first = self.runs[0]
        stems = {NUMBER.sub("", run) for run in self.runs} - {""}
        return first if len(self.runs) == 1 else f"{min(stems) if len(stems) == 1 else first}, {len(self.runs)} runs"


@dataclass(frozen=True)
class Row:
    """A figure of two sides, with its place in the family that is read together.

    Attributes:
        side: The place of B among the sides; A is the first.
        found: Values, interval and test.
        p_holm: The p-value after Holm over the family; None for a figure outside it.
    """

    side: int
    found: Difference
    p_holm: float | None = None

    @property
    def outcome(self) -> Outcome | None:
        """``better``, ``worse`` (of B, which way is better for this figure), ``no clear difference``, or None.

        A difference is clear if its p-value after Holm is below :data:`ALPHA` and its interval does not hold 0.
        """
        if self.p_holm is None:
            return None
        if self.p_holm >= ALPHA or self.found.low <= 0 <= self.found.high:
            return UNCLEAR
        return "better" if (self.found.difference < 0) == lower_is_better(self.found.figure) else "worse"

    @property
    def is_clear(self) -> bool:
        """Whether B is clearly better or worse."""
        return self.outcome in ("better", "worse")

    def sentence(self) -> str:
        """The outcome in words."""
        found, digits = self.found, decimals(self.found.figure)
        what = title(found.figure) + (f" {directions.shown(found.direction)}" if found.direction else "")
        said = outcomes.shown(self.outcome, b=letter(self.side))
        interval = f"95 % interval {found.low:+.{digits}f} to {found.high:+.{digits}f}"
        return f"{what}: {said}, {found.a:.{digits}f} -> {found.b:.{digits}f}, {interval}"


@dataclass(frozen=True)
class Comparison:
    """Sides compared with the first.

    Attributes:
        view: The view of the evaluation, see :func:`ladder.runs.samples.view_name`.
        sides: The first is A.
        images: How many images the queries are or belong to.
        queries: How many queries, by direction.
        rows: Every figure of every other side; those with a ``p_holm`` are the family that is read together.
        settings: In what each other side's configuration differs from A's; see :func:`config_differences`.
        notes: What a reader must know, a line each.
        resamples: Of the bootstrap.
        permutations: Of the randomisation test.
        seed: Of both.
    """

    view: str
    sides: tuple[Side, ...]
    images: int
    queries: dict[str, int]
    rows: tuple[Row, ...]
    settings: tuple[dict[str, tuple[Any, Any]], ...]
    notes: tuple[str, ...]
    resamples: int
    permutations: int
    seed: int

    @property
    def figures(self) -> list[str]:
        """The names of all figures."""
        return list(dict.fromkeys(row.found.figure for row in self.rows))

    @property
    def family(self) -> list[Row]:
        """The rows that are read together."""
        return [row for row in self.rows if row.p_holm is not None]

    def choose(self, figures: Sequence[str] | None = None) -> "Comparison":
        """The same with these figures as the family, all sides and directions of them; by default the usual few.

        Raises:
            RunError: If there is no such figure.
        """
        chosen = family.usual(self.figures) if figures is None else family.checked(figures, self.figures)
        inside = [row.found.figure in chosen for row in self.rows]
        adjusted = iter(holm([row.found.p for row, is_in in zip(self.rows, inside, strict=True) if is_in]))
        rows = [
            dataclasses.replace(row, p_holm=next(adjusted) if is_in else None)
            for row, is_in in zip(self.rows, inside, strict=True)
        ]
        return dataclasses.replace(self, rows=tuple(rows))

    def sentences(self) -> list[str]:
        """The outcome of the family in words, a sentence for each other side."""
        return [self._sentence(side) for side in range(1, len(self.sides))]

    def as_json(self) -> dict[str, Any]:
        """Everything, fit for JSON."""
        sides = [{"name": side.name} | dataclasses.asdict(side) for side in self.sides]
        rows = [
            {"side": row.side}
            | dataclasses.asdict(row.found)
            | {"difference": row.found.difference, "p_holm": row.p_holm, "outcome": row.outcome}
            | {"sentence": row.sentence() if row.outcome else None}
            for row in self.rows
        ]
        return vars(self) | {"sides": sides, "rows": rows, "sentences": self.sentences()}

    def _sentence(self, side: int) -> str:
        found = [row.outcome for row in self.family if row.side == side]
        a, b = (f"{letter(place)} ({self.sides[place].name})" for place in (0, side))
        said = outcomes.counted(found, "figures", a, b)
        return f"{said[0].upper()}{said[1:]}."


def clear_means(over: str) -> str:
    """What a clear difference is.

    Args:
        over: The family of differences that are read together.

    Example:
        >>> clear_means("8 differences")
        "p below 0.05 after Holm's correction over 8 differences, and a 95 % interval without 0"
    """
    return f"p below {ALPHA} after Holm's correction over {over}, and a 95 % interval without 0"


def letter(side: int) -> str:
    """What a side is called: A is the first.

    Example:
        >>> letter(0), letter(1), letter(26)
        ('A', 'B', 'A1')
    """
    return chr(ord("A") + side % 26) + (str(side // 26) if side >= 26 else "")
