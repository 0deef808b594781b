"""From the vectors of a frozen network to the joint space."""

from typing import Annotated

from pydantic import Field
from torch import Tensor, nn

Hidden = Annotated[int, Field(ge=0, le=65536)]  # units of a hidden layer, 0 for none
Share = Annotated[float, Field(ge=0, lt=1)]  # of what is left out of a training step


class Projection(nn.Linear):
    """A linear map and, where asked for, one hidden layer beside it: their sum.

    Args:
        width: Numbers a vector.
        size: Width of the joint space.
        hidden: Units of the hidden layer; 0 for none.
        dropout: Share of a vector's numbers, and of the hidden units, that are left out of each training step.

    Example:
        >>> import torch
        >>> Projection(width=8, size=4, hidden=16)(torch.ones(2, 8)).shape
        torch.Size([2, 4])
    """

    def __init__(self, width: int, size: int, hidden: int = 0, dropout: float = 0.0) -> None:
        super().__init__(width, size)
        nn.init.xavier_uniform_(self.weight)
        nn.init.zeros_(self.bias)
        self.dropout = nn.Dropout(dropout)
        self.hidden = (
            nn.Sequential(nn.Linear(width, hidden), nn.ReLU(), nn.Dropout(dropout), nn.Linear(hidden, size))
            if hidden
            else None
        )

    def forward(self, vectors: Tensor) -> Tensor:
        """Unit vectors ``(batch, width)`` to rows ``(batch, size)``, not normalised."""
        vectors = self.dropout(vectors)
        straight = super().forward(vectors)
        return straight if self.hidden is None else straight + self.hidden(vectors)
