"""What a training writes down on its way: figures, levels, some batches whole, and a warning of collapse."""

import math
import time
from collections.abc import Mapping

import numpy as np
import torch

from ladder.datasets import CaptionedImages
from ladder.losses import BatchReport
from ladder.runs import RunFolder
from ladder.training.batch import Batch

COLLAPSED_AFTER = 3  # logged steps in a row that look collapsed
COLLAPSED_SPREAD = 0.05  # of all similarities of a batch


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

    def explain(self, epoch: int, step: int, batch: Batch, *, keep: bool) -> None:
        """Two rows of ``levels.parquet``; with ``keep`` the batch whole."""
        report = batch.report()
        self.levels += [{"epoch": epoch, "step": step, "loss": batch.loss.name} | row for row in report.rows()]
        if keep:
            self._keep(epoch, step, batch, report)

    def save(self) -> None:
        """Writes what is collected."""
        self.folder.write_levels(self.levels)

    def has_collapsed(self, batch: Batch, cost: float) -> str | None:
        """Says so, once, when every similarity has become the same.

        The loss of equal similarities is 2 x batch x margin for the hardest negative; training does not leave it.
        """
        spread = float(batch.similarity.detach().amax() - batch.similarity.detach().amin())
        even = float(batch.cost(torch.zeros_like(batch.similarity))) if spread < COLLAPSED_SPREAD else math.inf
        self.collapsed = self.collapsed + 1 if abs(cost - even) <= 0.02 * even < math.inf else 0
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
            arrays[f"labels.{direction}"] = part.labels.astype(np.int8)
        ids = {
            "image_ids": [self.data.image_ids[image] for image in images],
            "caption_ids": [self.data.caption_ids[row] for row in batch.rows],
        }
        self.folder.write_batch(epoch, step, arrays, ids)
