"""What a training writes down on its way: figures, levels, some batches whole, and a warning of collapse."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ladder.datasets import CaptionedImages
from ladder.losses import BatchReport, RetrievalLoss
from ladder.runs import RunFolder

COLLAPSED_AFTER = 3  # logged steps in a row that look collapsed
COLLAPSED_SPREAD = 0.05  # of all similarities of a batch


@dataclass(frozen=True)
class Batch:
    """The tables of one step, ``(image, caption)`` each, and the captions (rows of the split) that they are of."""

    rows: np.ndarray
    similarity: Tensor
    positive: Tensor
    relevance: Tensor

    def through(self, loss: RetrievalLoss, similarity: Tensor | None = None) -> Tensor:
        """The loss of the batch, of other similarities where they are given."""
        return loss(self.similarity if similarity is None else similarity, self.positive, self.relevance)


class Journal:
    """Writes a training's folder.

    Args:
        folder: The run's folder.
        data: The training split, to name the items of a batch.
        step: Where the training starts; what was written of later steps is taken out, it will come again.
    """

    def __init__(self, folder: RunFolder, data: CaptionedImages, step: int) -> None:
        self.folder, self.data = folder, data
        folder.forget_after(step)
        self.levels = folder.levels()
        self.collapsed = 0  # logged steps in a row

    def step(self, epoch: int, step: int, figures: Mapping[str, float], *, warm_up: bool) -> None:
        """A line of ``metrics.jsonl``."""
        line = {"epoch": epoch, "step": step, "time": time.time(), "warm_up": warm_up}
        self.folder.append_metrics(kind="step", **line, **figures)

    def validation(self, epoch: int, step: int, figures: Mapping[str, float]) -> None:
        """A line of ``metrics.jsonl`` and of the log."""
        self.folder.append_metrics(kind="validation", epoch=epoch, step=step, time=time.time(), figures=dict(figures))
        self.folder.log(f"epoch {epoch}: " + ", ".join(f"{name} {value:.4g}" for name, value in figures.items()))

    def explain(self, epoch: int, step: int, batch: Batch, loss: RetrievalLoss, *, keep: bool) -> None:
        """Two rows of ``levels.parquet``; with ``keep`` the batch whole."""
        report = loss.explain(batch.similarity.detach(), batch.positive, batch.relevance)
        self.levels += [{"epoch": epoch, "step": step, "loss": loss.name} | row for row in report.rows()]
        if keep:
            self._keep(epoch, step, batch, report)

    def save(self) -> None:
        """Writes what is collected."""
        self.folder.write_levels(self.levels)

    def has_collapsed(self, batch: Batch, loss: RetrievalLoss, cost: float) -> str | None:
        """Says so, once, when every similarity has become the same.

        The loss of equal similarities is 2 x batch x margin for the hardest negative; training does not leave it.
        """
        even = float(batch.through(loss, torch.zeros_like(batch.similarity)))
        spread = float(batch.similarity.detach().amax() - batch.similarity.detach().amin())
        looks_so = spread < COLLAPSED_SPREAD and abs(cost - even) <= 0.02 * even
        self.collapsed = self.collapsed + 1 if looks_so else 0
        if self.collapsed != COLLAPSED_AFTER:
            return None
        return (
            f"the model has collapsed: all similarities are equal and the loss stays at {even:.1f} "
            "(2 x batch x margin); start again with a longer `training.warm_up_epochs`, a larger "
            "`training.batch_size` or a smaller `training.learning_rate`"
        )

    def _keep(self, epoch: int, step: int, batch: Batch, report: BatchReport) -> None:
        images = self.data.caption_image[batch.rows]
        arrays = {
            "similarity": batch.similarity.detach().float().cpu().numpy(),
            "relevance": batch.relevance.float().cpu().numpy(),
            "positive": batch.positive.cpu().numpy(),
        }
        for direction, part in report.directions.items():
            arrays[f"labels.{direction}"] = part.labels
        ids = {
            "image_ids": [self.data.image_ids[image] for image in images],
            "caption_ids": [self.data.caption_ids[row] for row in batch.rows],
        }
        self.folder.write_batch(epoch, step, arrays, ids)
