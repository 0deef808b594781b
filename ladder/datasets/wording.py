"""What captions say: their words, how long they are, and which are said twice."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ladder.datasets.record import CaptionedImages

_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True)
class Wording:
    """The words of a data set's captions.

    Attributes:
        lengths: ``(M,)`` int, words a caption.
        counts: How often each word occurs, in lower case, most frequent first, then by the alphabet.
        shared: Texts that captions of several images have, letter by letter, and how many images; most first.
        repeated: Texts that occur more than once, at one image or at several.
    """

    lengths: np.ndarray
    counts: dict[str, int]
    shared: dict[str, int]
    repeated: int

    @property
    def once(self) -> int:
        """Words that occur once."""
        return sum(count == 1 for count in self.counts.values())

    def covered(self, least: int) -> float:
        """The share of all words said that occur at least so often: what a vocabulary of those words can read.

        Example:
            >>> wording_of([["a dog", "a cat"]]).covered(2)
            0.5
        """
        total = sum(self.counts.values())
        return sum(count for count in self.counts.values() if count >= least) / total if total else float("nan")


def read_wording(data: CaptionedImages) -> Wording:
    """The wording of a data set."""
    return wording_of(
        data.captions[first:last] for first, last in zip(data.first_caption[:-1], data.first_caption[1:], strict=True)
    )


def wording_of(captions: Iterable[Iterable[str]]) -> Wording:
    """The wording of the captions of each image.

    Example:
        >>> wording = wording_of([["A dog.", "a dog's toy"], ["A dog."]])
        >>> wording.lengths.tolist(), wording.counts, wording.shared
        ([2, 3, 2], {'a': 3, 'dog': 2, "dog's": 1, 'toy': 1}, {'A dog.': 2})
    """
    counts: Counter[str] = Counter()
    lengths: list[int] = []
    images: dict[str, list[int]] = {}
    for image, texts in enumerate(captions):
        for text in texts:
            words = _WORD.findall(text.lower())
            counts.update(words)
            lengths.append(len(words))
            images.setdefault(text, []).append(image)
    several = {text: len(set(seen)) for text, seen in images.items() if len(set(seen)) > 1}
    return Wording(
        lengths=np.array(lengths, dtype=np.int64),
        counts=dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        shared=dict(sorted(several.items(), key=lambda item: -item[1])),
        repeated=sum(len(seen) > 1 for seen in images.values()),
    )
