"""Images by a small convolutional network, trained from pixels."""

import tempfile
from itertools import pairwise
from typing import Annotated, Any, Self

import numpy as np
import torch
from PIL import Image
from pydantic import Field
from torch import Tensor, nn

from ladder.datasets.pictures import Pictures
from ladder.datasets.record import CaptionedImages, Features
from ladder.errors import ConfigError
from ladder.models.base import ImageEncoder, Inputs, unit


class ConvNet(ImageEncoder):
    """Four strided convolutions, each halving the picture, then the mean over the map and a projection.

    Group normalisation keeps an image's row independent of the images beside it.

    Args:
        size: Width of the joint space.
        pixels: Side of the square that pictures are resized to.
        channels: Channels after the first convolution; they double with each further one.

    Example:
        >>> encoder = ConvNet(size=4, pixels=32, channels=8)
        >>> encoder(torch.zeros(2, 3, 32, 32, dtype=torch.uint8)).shape
        torch.Size([2, 4])
    """

    name = "convnet"

    def __init__(self, size: int, pixels: int = 96, channels: int = 32) -> None:
        super().__init__()
        self.size, self.pixels, self.channels = size, pixels, channels
        widths = [3, channels, 2 * channels, 4 * channels, 8 * channels]
        layers: list[nn.Module] = []
        for before, after in pairwise(widths):
            layers += [nn.Conv2d(before, after, 3, stride=2, padding=1), nn.GroupNorm(8, after), nn.ReLU()]
        self.layers = nn.Sequential(*layers)
        self.projection = nn.Linear(2 * widths[-1], size)

    @classmethod
    def for_data(
        cls,
        data: CaptionedImages,
        size: int,
        pixels: Annotated[int, Field(ge=16, le=512)] = 96,
        channels: Annotated[int, Field(ge=8, le=256, multiple_of=8)] = 32,
    ) -> Self:
        """A new network; see the class for the options."""
        if data.pictures is None:
            raise ConfigError(
                f"`{data.spec}` has no pictures; add `images=DIR` to it or choose `model.image.name=features`"
            )
        return cls(size, pixels, channels)

    def settings(self) -> dict[str, Any]:
        """The constructor's arguments."""
        return {"size": self.size, "pixels": self.pixels, "channels": self.channels}

    def prepare(self, pictures: Pictures | None, features: Features | None, *, progress: bool = False) -> Inputs:
        """The pictures, resized as they are first taken."""
        del features  # another network's
        if pictures is None:
            raise ConfigError("there are no pictures to encode; add `images=DIR` to the data set's specification")
        pictures.prepare(progress=progress)
        return _Pixels(pictures, self.pixels)

    def forward(self, pixels: Tensor) -> Tensor:
        """Pixels ``(batch, 3, side, side)`` uint8 to unit rows ``(batch, size)``."""
        maps = self.layers((pixels.float() / 127.5 - 1.0).contiguous(memory_format=torch.channels_last))
        pooled = torch.cat([maps.mean(dim=(2, 3)), maps.amax(dim=(2, 3))], dim=1)  # what is there, and where most
        return unit(self.projection(pooled))


class _Pixels:
    """Resized pictures ``(image, 3, side, side)`` uint8, decoded once, kept in an unnamed file on disk."""

    def __init__(self, pictures: Pictures, side: int) -> None:
        self.pictures, self.side = pictures, side
        shape = (max(len(pictures), 1), 3, side, side)
        with tempfile.TemporaryFile() as file:  # the mapping outlives it, and takes the disk with it when it goes
            self._table = np.memmap(file, dtype=np.uint8, mode="w+", shape=shape)
        self._ready = np.zeros(len(pictures), dtype=bool)

    def __len__(self) -> int:
        return len(self.pictures)

    def take(self, rows: np.ndarray) -> tuple[Tensor, ...]:
        """The pixels of these pictures."""
        for row in rows[~self._ready[rows]]:
            picture = self.pictures.open(int(row)).resize(
                (self.side, self.side), Image.Resampling.BILINEAR, reducing_gap=2
            )
            self._table[row] = np.asarray(picture).transpose(2, 0, 1)
            self._ready[row] = True
        return (torch.from_numpy(np.asarray(self._table[rows])),)
