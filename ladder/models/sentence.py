"""Captions by a projection over a frozen sentence encoder."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Self

from torch import Tensor

from ladder.datasets.record import CaptionedImages
from ladder.errors import ConfigError
from ladder.models.base import Inputs, Rows, TextEncoder, unit
from ladder.models.pretrained import SentenceEncoder
from ladder.models.projection import Hidden, Projection, Share


class SentenceProjection(TextEncoder):
    """A projection of the vectors of a frozen ``transformers`` sentence encoder.

    The frozen network is not part of the checkpoint: it is found again by its name and checked by its hash.

    Args:
        size: Width of the joint space.
        width: Numbers a sentence vector.
        encoder: The frozen network, a local directory or a hub name.
        encoder_hash: Hash of its content when this projection was made.
        hidden: Units of a hidden layer beside the linear projection; 0 for none.
        dropout: Share of a vector's numbers, and of the hidden units, that are left out of each training step.
    """

    name = "sentence"

    def __init__(
        self, size: int, width: int, encoder: str, encoder_hash: str, hidden: int = 0, dropout: float = 0.0
    ) -> None:
        super().__init__()
        self.size, self.width, self.encoder, self.encoder_hash = size, width, encoder, encoder_hash
        self.hidden, self.dropout = hidden, dropout
        self.projection = Projection(width, size, hidden, dropout)

    @classmethod
    def for_data(
        cls,
        data: CaptionedImages,
        size: int,
        encoder: str,
        hidden: Hidden = 0,
        dropout: Share = 0.0,
    ) -> Self:
        """A new projection over the frozen network ``encoder``."""
        del data  # its captions add nothing: the network knows its own words
        frozen = SentenceEncoder(encoder)
        return cls(size, frozen.width, encoder, frozen.content_hash, hidden, dropout)

    def settings(self) -> dict[str, Any]:
        """The constructor's arguments."""
        return {
            "size": self.size,
            "width": self.width,
            "encoder": self.encoder,
            "encoder_hash": self.encoder_hash,
            "hidden": self.hidden,
            "dropout": self.dropout,
        }

    def prepare(self, captions: Sequence[str], *, progress: bool = False) -> Inputs:
        """The captions' vectors by the frozen network; those of a single query are not kept on disk."""
        if self._frozen.content_hash != self.encoder_hash:
            raise ConfigError(f"the files in `{self.encoder}` are not those the model was trained with; put them back")
        one = len(captions) == 1
        return Rows(self._frozen.encode(captions) if one else self._frozen.kept(captions, progress=progress))

    @cached_property
    def _frozen(self) -> SentenceEncoder:
        return SentenceEncoder(self.encoder)

    def forward(self, vectors: Tensor) -> Tensor:
        """Sentence vectors ``(batch, width)`` to unit rows ``(batch, size)``."""
        return unit(self.projection(vectors))
