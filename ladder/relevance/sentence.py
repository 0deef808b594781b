"""Relevance by a sentence encoder: captions that mean the same are alike, whatever their words."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from ladder.datasets.record import CaptionedImages
from ladder.relevance.vectors import WordProvider, cosine

if TYPE_CHECKING:
    from ladder.models.pretrained import SentenceEncoder


class SentenceRelevance(WordProvider):
    """Cosine of a frozen sentence encoder's vectors of the captions, negative ones clipped at 0.

    Args:
        data: The data set.
        encoder: The frozen network that makes the vectors.

    Example:
        >>> relevance = SentenceRelevance.for_data(data, encoder="models/all-MiniLM-L6-v2")  # doctest: +SKIP
        >>> relevance.judge(["a puppy in the snow"], np.arange(3)).shape  # doctest: +SKIP
        (1, 3)
    """

    name = "sentence"

    def __init__(self, data: CaptionedImages, encoder: "SentenceEncoder") -> None:
        super().__init__(data)
        self.encoder = encoder

    @classmethod
    def for_data(cls, data: CaptionedImages, encoder: str) -> Self:
        """A provider by a frozen network, which reads the captions when they are first judged.

        Args:
            data: The data set.
            encoder: A local directory in the layout of ``transformers``, or the name of a hub model.

        Raises:
            ConfigError: If there is no such model.
        """
        from ladder.models.pretrained import SentenceEncoder  # torch: not before a model is asked for

        frozen = SentenceEncoder(encoder)
        _ = frozen.directory  # an error where there is none
        return cls(data, frozen)

    @cached_property
    def vectors(self) -> np.ndarray:
        """``(M, width)`` float32, a row a caption; from the cache where the same model has read the same captions."""
        return self.encoder.kept(self.data.captions)

    def prepare(self, *, progress: bool = False) -> None:
        """Encodes the captions.

        Raises:
            ConfigError: If the model cannot be loaded.
            MissingExtraError: If ``transformers`` is not installed.
        """
        self.vectors = self.encoder.kept(self.data.captions, progress=progress)

    def describe(self) -> dict[str, Any]:
        """Name, encoder, and a hash of the encoder's files."""
        return {"name": self.name, "encoder": self.encoder.name, "content": self.encoder.content_hash}

    def _read(self, texts: Sequence[str]) -> np.ndarray:
        """A vector a text."""
        return self.encoder.encode(texts)

    def _cosine(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Cosine of dense vectors."""
        return cosine(left, right)
