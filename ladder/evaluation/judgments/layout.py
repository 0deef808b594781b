"""What a format of judgments promises: how its lines are told from others, and what a line says."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ladder.evaluation.judgments.record import Named, PairKind


class LineError(ValueError):
    """A line that is not what its format says.

    Args:
        what: What was expected and what came.
        mend: What to do about it.
    """

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


@dataclass(frozen=True)
class LineFormat:
    """A format: a line a judgment or several, its cells between tabs or commas.

    Attributes:
        name: Its name.
        looks: A line or a header, for people.
        kind: What a pair is.
        captions: How captions are named.
        left: The column of an image's name, or of the first caption.
        right: The column of the caption.
        scores: The columns of the scores, a judge each.
        low: The least score.
        high: The largest.
        header: The columns by position, where the file does not name them itself.
        more_columns: Whether further cells may follow those of ``header``.
    """

    name: str
    looks: str
    kind: PairKind
    captions: Named
    left: str
    right: str
    scores: tuple[str, ...]
    low: float = -math.inf
    high: float = math.inf
    header: tuple[str, ...] = ()
    more_columns: bool = False

    def names(self, header: Sequence[str]) -> bool:
        """Whether a header names all columns that are needed."""
        return {self.left, self.right, *self.scores} <= set(header)

    def cells(self, values: Sequence[str], header: Sequence[str]) -> dict[str, str]:
        """The cells of a line by column, without the blanks around them.

        Raises:
            LineError: If there are too few or too many.
        """
        surplus = len(values) - len(header)
        if surplus < 0 or (surplus and not self.more_columns):
            raise LineError(
                f"expected {len(header)} columns ({', '.join(header)}), got {len(values)}",
                "mend the line; between commas, put texts with commas in quotes",
            )
        return dict(zip(header, (value.strip() for value in values), strict=False))

    def item(self, cells: Mapping[str, str], column: str) -> str:
        """The name or the words of an item, white space made single blanks.

        Raises:
            LineError: If there is none.
        """
        if not cells[column]:
            raise LineError(f"the column `{column}` is empty", "fill it in or take the line out")
        return " ".join(cells[column].split())

    def judged(self, cells: Mapping[str, str]) -> tuple[float, ...]:
        """The scores, one a judge.

        Raises:
            LineError: If one is no number or out of range.
        """
        return tuple(self._score(cells[column]) for column in self.scores)

    def _score(self, text: str) -> float:
        score = number(text)
        if not self.low <= score <= self.high:
            raise LineError(f"expected a score from {self.low:g} to {self.high:g}, got `{text}`", "mend the score")
        return score


def number(text: str) -> float:
    """A finite number.

    Raises:
        LineError: If it is none.
    """
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise LineError(f"expected a number, got `{text}`", "mend it or take the line out")
    return value
