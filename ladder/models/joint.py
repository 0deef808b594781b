"""An image tower and a text tower that share a space."""

from typing import Any

from torch import Tensor, nn

from ladder.models.base import ImageEncoder, TextEncoder


class JointModel(nn.Module):
    """Two towers; the similarity of an image and a caption is the product of their unit rows.

    Args:
        image: The image tower.
        text: The text tower, of the same size.
    """

    def __init__(self, image: ImageEncoder, text: TextEncoder) -> None:
        super().__init__()
        if image.size != text.size:
            raise ValueError(f"the towers' sizes must be equal, got {image.size} and {text.size}")
        self.image, self.text = image, text

    @property
    def size(self) -> int:
        """Width of the joint space."""
        return self.image.size

    def forward(self, image: tuple[Tensor, ...], text: tuple[Tensor, ...]) -> Tensor:
        """Similarities ``(image, caption)`` in [-1, 1] of two batches of inputs."""
        return self.image(*image) @ self.text(*text).T

    def settings(self) -> dict[str, Any]:
        """All that :func:`ladder.models.rebuild` needs to make a model of the same shape, fit for JSON."""
        return {
            "image": {"name": self.image.name, "settings": self.image.settings()},
            "text": {"name": self.text.name, "settings": self.text.settings()},
        }
