"""What is wrong or odd in a data set, and in which file and line."""

from dataclasses import dataclass
from pathlib import Path

from ladder.errors import DataError


@dataclass(frozen=True)
class Problem:
    """Something found while reading a data set.

    Attributes:
        path: The file it was found in.
        line: Its line, counted from 1; None where the file as a whole is meant.
        what: What was expected and what came.
        mend: What to do about it.
        note: True for an oddity that was mended or passed over, False for an error.
    """

    path: Path | None
    line: int | None
    what: str
    mend: str
    note: bool = False

    def __str__(self) -> str:
        """One line: where, what, mend."""
        where = [] if self.path is None else [str(self.path)]
        if self.line is not None:
            where.append(str(self.line))
        return (":".join(where) + ": " if where else "") + f"{self.what}; {self.mend}"


class BrokenFileError(DataError):
    """A file that cannot be read at all.

    Args:
        path: The file.
        line: Where it breaks, counted from 1; None where the file as a whole is meant.
        what: What was expected and what came.
        mend: What to do about it.

    Attributes:
        problem: The same as a :class:`Problem`.
    """

    def __init__(self, path: Path, line: int | None, what: str, mend: str) -> None:
        self.problem = Problem(path, line, what, mend)
        super().__init__(str(self.problem))
