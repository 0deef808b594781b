"""Images by a projection of precomputed features."""

from typing import Any, Self

import numpy as np
import torch
from torch import Tensor

from ladder.datasets.pictures import Pictures
from ladder.datasets.record import CaptionedImages, Features
from ladder.errors import ConfigError
from ladder.models.base import ImageEncoder, Inputs, Rows, unit
from ladder.models.pretrained import ImageBackbone
from ladder.models.projection import Hidden, Projection, Share


class FeatureProjection(ImageEncoder):
    """A projection of features that a frozen network made; linear, the image side of VSE++.

    The features are scaled to length 1 first, so that the learning rate does not depend on the backbone.

    Args:
        size: Width of the joint space.
        width: Numbers a feature vector.
        backbone: The network that made the features, a directory or hub name; a new photograph goes through it.
        backbone_hash: Hash of its content when the encoder was made; a changed backbone is refused.
        hidden: Units of a hidden layer beside the linear projection; 0 for none.
        dropout: Share of a vector's numbers, and of the hidden units, that are left out of each training step.

    References:
        Faghri et al., "VSE++: Improving Visual-Semantic Embeddings with Hard Negatives", BMVC 2018.

    Example:
        >>> encoder = FeatureProjection(size=4, width=8)
        >>> encoder(torch.ones(2, 8)).norm(dim=1).round(decimals=5)
        tensor([1., 1.], grad_fn=<RoundBackward1>)
    """

    name = "features"

    def __init__(
        self,
        size: int,
        width: int,
        backbone: str | None = None,
        backbone_hash: str | None = None,
        hidden: int = 0,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        self.size, self.width, self.backbone, self.backbone_hash = size, width, backbone, backbone_hash
        self.hidden, self.dropout = hidden, dropout
        self._network: ImageBackbone | None = None  # loaded for the first photograph
        self.projection = Projection(width, size, hidden, dropout)

    @classmethod
    def for_data(
        cls,
        data: CaptionedImages,
        size: int,
        backbone: str | None = None,
        hidden: Hidden = 0,
        dropout: Share = 0.0,
    ) -> Self:
        """A projection of the data set's features.

        Args:
            data: Has features.
            size: Width of the joint space.
            backbone: The network that made them, where the features do not name it themselves.
            hidden: As of the class.
            dropout: As of the class.
        """
        if data.features is None:
            raise ConfigError(
                f"`{data.spec}` has no features; make them with `ladder features` or choose "
                "`--set model.image.name=convnet`, which reads the pictures"
            )
        backbone = backbone or data.features.backbone
        known = None if backbone is None else ImageBackbone(backbone).content_hash
        return cls(size, data.features.width, backbone, known, hidden, dropout)

    def settings(self) -> dict[str, Any]:
        """The constructor's arguments."""
        return {
            "size": self.size,
            "width": self.width,
            "backbone": self.backbone,
            "backbone_hash": self.backbone_hash,
            "hidden": self.hidden,
            "dropout": self.dropout,
        }

    def prepare(self, pictures: Pictures | None, features: Features | None, *, progress: bool = False) -> Inputs:
        """The known features, else those that the backbone makes of the pictures."""
        del progress  # features are known, or the pictures are few
        if features is not None:
            if features.width != self.width:
                raise ConfigError(f"the model reads features of width {self.width}, these have {features.width}")
            return _Known(features)
        if pictures is None:
            raise ConfigError("there are neither features nor pictures to encode")
        return Rows(self._make(pictures))

    def _make(self, pictures: Pictures) -> np.ndarray:
        """The backbone's features of a few pictures, ``(picture, width)``."""
        if self._network is None:
            self._network = self._open()
        made = self._network.features([pictures.open(index) for index in range(len(pictures))])
        if made.shape[1] != self.width:
            raise ConfigError(
                f"`{self.backbone}` makes features of width {made.shape[1]}, the model reads {self.width}"
            )
        return made

    def _open(self) -> ImageBackbone:
        """The backbone, whose files are looked at here and no more: it is kept as long as the encoder."""
        if self.backbone is None:
            raise ConfigError(
                "the run does not know which network made its image features, so it cannot read a photograph; "
                "name it with `--backbone DIR`"
            )
        network = ImageBackbone(self.backbone)
        if self.backbone_hash is not None and network.content_hash != self.backbone_hash:
            raise ConfigError(
                f"the files in `{self.backbone}` are not those the features were made with; put them back"
            )
        return network

    def forward(self, features: Tensor) -> Tensor:
        """Features ``(batch, width)`` to unit rows ``(batch, size)``."""
        return unit(self.projection(unit(features)))


class _Known:
    """Features by image, read from the memory map as they are taken."""

    def __init__(self, features: Features) -> None:
        self.features = features

    def __len__(self) -> int:
        return len(self.features)

    def take(self, rows: np.ndarray) -> tuple[Tensor, ...]:
        """The features of these images."""
        return (torch.from_numpy(self.features.take(rows)),)
