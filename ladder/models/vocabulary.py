"""Words of captions as numbers, and captions as rows of them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import torch
from torch import Tensor

PADDING, START, END, UNKNOWN = 0, 1, 2, 3  # the numbers of VSE++
SPECIAL = ("<padding>", "<start>", "<end>", "<unknown>")
_WORD = re.compile(r"\w+(?:['’]\w+)*")
MOST_WORDS = 64  # of a caption; more say nothing a retrieval model keeps


def words(caption: str) -> list[str]:
    """The caption's words in lower case, without punctuation.

    Example:
        >>> words("A dog's toy, in 2 halves.")
        ['a', "dog's", 'toy', 'in', '2', 'halves']
    """
    return _WORD.findall(caption.lower().replace("’", "'"))


def replaced(text: str, near: dict[str, str]) -> str:
    """The text with other words in the place of some.

    Args:
        text: Words.
        near: By what a word, in lower case, is replaced.

    Example:
        >>> replaced("Fireworks at the sea", {"fireworks": "fire"})
        'fire at the sea'
    """
    return _WORD.sub(lambda match: near.get(match[0].lower().replace("’", "'"), match[0]), text)


class Vocabulary:
    """The words that an encoder knows, each with a number; all others share the unknown word's.

    Args:
        known: The words, in the order of their numbers, without the four special ones.

    Example:
        >>> vocabulary = Vocabulary.of(["a dog runs", "a dog"], min_count=2)
        >>> vocabulary.known, vocabulary.encode("a cat")
        (['a', 'dog'], [1, 4, 3, 2])
    """

    def __init__(self, known: Sequence[str]) -> None:
        self.known = list(known)
        self._number = {word: number for number, word in enumerate(self.known, start=len(SPECIAL))}

    @classmethod
    def of(cls, captions: Iterable[str], min_count: int) -> "Vocabulary":
        """The words that occur at least ``min_count`` times, most frequent first, then by the alphabet."""
        counts = Counter(word for caption in captions for word in words(caption))
        kept = [word for word, count in counts.items() if count >= min_count]
        return cls(sorted(kept, key=lambda word: (-counts[word], word)))

    def __len__(self) -> int:
        return len(SPECIAL) + len(self.known)

    def __contains__(self, word: str) -> bool:
        return word in self._number

    def encode(self, caption: str) -> list[int]:
        """Start, the words' numbers (at most ``MOST_WORDS``), end."""
        return [START, *(self._number.get(word, UNKNOWN) for word in words(caption)[:MOST_WORDS]), END]


class Tokens:
    """Captions as padded rows of word numbers, ready to be taken in batches."""

    def __init__(self, captions: Sequence[str], vocabulary: Vocabulary) -> None:
        encoded = [vocabulary.encode(caption) for caption in captions]
        self.lengths = np.array([len(row) for row in encoded], dtype=np.int64)
        self.numbers = np.full((len(encoded), int(self.lengths.max(initial=1))), PADDING, dtype=np.int32)
        for row, numbers in zip(self.numbers, encoded, strict=True):
            row[: len(numbers)] = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    def take(self, rows: np.ndarray) -> tuple[Tensor, ...]:
        """Numbers ``(batch, longest)`` int64 and lengths ``(batch,)`` int64 of these captions."""
        lengths = self.lengths[rows]
        numbers = self.numbers[rows, : lengths.max(initial=1)]
        return torch.from_numpy(numbers.astype(np.int64)), torch.from_numpy(lengths)
