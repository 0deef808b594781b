"""What an encoder promises. tests/models/test_contract.py holds every encoder to it."""

import abc
from collections.abc import Sequence
from typing import Any, ClassVar, Protocol, Self

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from ladder.datasets.pictures import Pictures
from ladder.datasets.record import CaptionedImages, Features


class Inputs(Protocol):
    """Everything an encoder is to read, made ready once; batches are taken from it by row."""

    def __len__(self) -> int:
        """How many items."""

    def take(self, rows: np.ndarray) -> tuple[Tensor, ...]:
        """The arguments of ``forward`` for these items, on the CPU."""


class Encoder(nn.Module, abc.ABC):
    """Turns items into unit rows of the joint space.

    An item's row does not depend on the items beside it. ``size`` is the width of the joint space.
    """

    name: ClassVar[str]  # as written in a configuration, e.g. "gru"
    size: int

    @abc.abstractmethod
    def forward(self, *inputs: Any, **_: Any) -> Tensor:
        """``(batch, size)`` rows of length 1."""

    @abc.abstractmethod
    def settings(self) -> dict[str, Any]:
        """The constructor's arguments, fit for JSON: ``type(encoder)(**encoder.settings())`` has the same shape."""


class ImageEncoder(Encoder):
    """Encodes images."""

    @classmethod
    @abc.abstractmethod
    def for_data(cls, data: CaptionedImages, size: int, *args: Any, **kwargs: Any) -> Self:
        """A new encoder for this data set; an encoder spells out the options of ``[model.image]`` after these.

        Raises:
            ConfigError: If the data set does not hold what the encoder reads.
        """

    @abc.abstractmethod
    def prepare(self, pictures: Pictures | None, features: Features | None, *, progress: bool = False) -> Inputs:
        """Makes images ready.

        Args:
            pictures: The images as pictures.
            features: Those of the pictures where they are known already.
            progress: Show a progress bar on stderr where it takes long.

        Raises:
            ConfigError: If what the encoder reads is not among them.
        """


class TextEncoder(Encoder):
    """Encodes captions."""

    @classmethod
    @abc.abstractmethod
    def for_data(cls, data: CaptionedImages, size: int, *args: Any, **kwargs: Any) -> Self:
        """A new encoder for this training split; an encoder spells out the options of ``[model.text]`` after these."""

    @abc.abstractmethod
    def prepare(self, captions: Sequence[str], *, progress: bool = False) -> Inputs:
        """Makes captions ready; ``progress`` shows a bar on stderr where it takes long."""

    def unknown_words(self, text: str) -> list[str]:
        """The words of a text that mean nothing to the encoder; an encoder that reads pieces of words has none."""
        del text
        return []

    def nearest_words(self, text: str) -> dict[str, str]:
        """The nearest known word of each unknown one that has any: by inflection, meaning or spelling."""
        del text
        return {}


class Rows:
    """Inputs that are the rows of one table, ``(item, …)``."""

    def __init__(self, table: np.ndarray) -> None:
        self.table = table

    def __len__(self) -> int:
        return len(self.table)

    def take(self, rows: np.ndarray) -> tuple[Tensor, ...]:
        """These rows."""
        return (torch.from_numpy(self.table[rows]),)


def unit(rows: Tensor) -> Tensor:
    """The rows ``(batch, size)`` scaled to length 1, in float32."""
    return F.normalize(rows.float(), dim=-1)


@torch.inference_mode()
def encode(encoder: Encoder, inputs: Inputs, *, batch_size: int = 256, progress: str | None = None) -> np.ndarray:
    """All items through an encoder, ``(len(inputs), size)`` float32 unit rows, in evaluation mode.

    ``progress`` names the progress bar on stderr; None shows none.
    """
    device = next(encoder.parameters()).device
    training = encoder.training
    encoder.eval()
    rows = np.empty((len(inputs), encoder.size), dtype=np.float32)
    for start in tqdm(range(0, len(inputs), batch_size), desc=progress, unit="batch", disable=progress is None):
        some = np.arange(start, min(start + batch_size, len(inputs)))
        rows[some] = encoder(*(part.to(device) for part in inputs.take(some))).cpu().numpy()
    encoder.train(training)
    return rows
