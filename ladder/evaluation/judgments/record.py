"""The one record that every file of judgments yields: pairs, and what people said of each."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

PairKind = Literal["image-caption", "caption-caption"]
Named = Literal["id", "text"]


@dataclass(frozen=True)
class JudgedPair:
    """Two items and their scores.

    Attributes:
        left: An image's name; of a pair of captions the first, by its id or in words.
        right: The caption, by its id or in words.
        scores: One a judge, higher is nearer; at least one.
    """

    left: str
    right: str
    scores: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The judges' mean."""
        return sum(self.scores) / len(self.scores)


@dataclass(frozen=True)
class Judgments:
    """What people said, as a file has it.

    Attributes:
        path: The file.
        format: The name of its format.
        kind: What a pair is.
        captions: How captions are named: by the data set's ids, or in words.
        pairs: In the order of the file, each once.
    """

    path: Path
    format: str
    kind: PairKind
    captions: Named
    pairs: tuple[JudgedPair, ...]

    def __len__(self) -> int:
        return len(self.pairs)

    @property
    def count(self) -> int:
        """How many single judgments."""
        return sum(len(pair.scores) for pair in self.pairs)
