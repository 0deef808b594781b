"""Training, read top to bottom: make ready, step, log, validate, save."""

import contextlib
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from ladder import losses
from ladder.datasets import open_dataset
from ladder.errors import ConfigError, RunError, hint
from ladder.evaluation import embed, evaluate, evaluate_run, figure_names
from ladder.losses import TripletLoss
from ladder.models import checkpoints
from ladder.models.checkpoints import Progress
from ladder.runs import RunFolder
from ladder.runs.building import find_device, make_ready, new_model
from ladder.runs.config import Config, Origin
from ladder.runs.epochs import is_kept
from ladder.training.batch import Batch, Prepared, known
from ladder.training.interruptions import interruptions
from ladder.training.log import Journal
from ladder.training.prefetch import one_ahead
from ladder.training.schedule import Schedule, check_warm_up, kept_too_early, ramp_warning
from ladder.words.directions import DIRECTIONS
from ladder.words.figures import title

HEARTBEAT = 5.0  # seconds between two heartbeats


def train(config: Config, path: Path, *, resume: bool = False, progress: bool = True) -> RunFolder:
    """Trains a model as a configuration says and leaves a run's folder, evaluated and searchable.

    The batches depend on the seed, the epoch and the step alone, and all that changes while training is saved
    together: a run that was interrupted and resumed ends with the numbers of one that was not.

    Args:
        config: What to train; with ``resume`` the run's own.
        path: The run's folder.
        resume: Go on from the last checkpoint, or begin again where there was none yet, instead of starting a new run.
        progress: Show progress bars on stderr.

    Raises:
        ConfigError: If the configuration asks for what does not exist.
        DataError: If the data set is not what it says.
        RunError: If the folder is taken, or there is nothing to resume, or another process trains the run, which is
            named, or the loss is no longer a number.
    """
    with _made_ready(config, path, resume=resume, progress=progress) as training:
        try:
            finished = training.run(progress=progress)
        except Exception as error:
            training.folder.write_status(state="failed", message=str(error))
            training.folder.log(f"failed: {error}")
            raise
        if finished:
            evaluate_run(training.folder, config.data.validation, progress=progress)
            if early := kept_too_early(config, training.now.best_epoch):
                training.warn(early)
            training.folder.write_status(state="finished")
            training.folder.log("finished")
    return training.folder


@contextlib.contextmanager
def _made_ready(config: Config, path: Path, *, resume: bool, progress: bool) -> Iterator["Training"]:
    """The training, which alone has its run in use: one that is there, before anything of it is read."""
    if resume:
        with RunFolder.open(path).in_use():
            yield Training(config, path, resume=True, progress=progress)
    else:
        training = Training(config, path, resume=False, progress=progress)
        with training.folder.in_use():
            yield training


class Training:
    """One training, ready to run: everything that may be wrong with its configuration has been found by then."""

    def __init__(self, config: Config, path: Path, *, resume: bool, progress: bool = False) -> None:
        self.config, self.settings = config, config.training
        if (wrong := self.settings.select) not in (known := figure_names("short")):
            raise ConfigError(f"`training.select`: there is no figure `{wrong}`{hint(wrong, known)}")
        self.device = find_device(self.settings.device)
        if not resume or config.origin is None:  # what was begun by an earlier version goes on
            check_warm_up(config)
        self.loss = losses.FAMILY.make(config.loss)
        self.warm_up = TripletLoss(margin=self.settings.warm_up_margin, hardest=False)

        data = open_dataset(config.data.spec)
        self.model = new_model(config, data.split(config.data.train)).to(self.device)
        self.train_side, self.validation_side = (
            make_ready(config, self.model, data, split, progress=progress)
            for split in (config.data.train, config.data.validation)
        )
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=self.settings.learning_rate, fused=True)

        captions = len(self.train_side.data.captions)
        self.batch_size = min(self.settings.batch_size, captions)
        self.steps_an_epoch = captions // self.batch_size  # the last, smaller batch is left to another epoch's draw
        self.schedule = Schedule(self.settings, self.steps_an_epoch)
        self.steps = self.schedule.steps
        self.recorded = set(np.linspace(0, self.steps - 1, self.settings.record_batches, dtype=int).tolist())

        made = config.model_copy(update={"origin": Origin.now(data.fingerprint)})
        if resume:
            self.folder = RunFolder.open(path)
            if config.origin is not None and config.origin.data_fingerprint != data.fingerprint:
                raise RunError(
                    f"the captions or splits of `{config.data.spec}` have changed since `{path}` was started"
                )
            if config.origin is None:  # prepared, not yet begun
                self.folder.write_config(made)
        else:
            self.folder = RunFolder.create(path, made)
        self.now = self._saved() if resume else Progress()
        self.journal = Journal(self.folder, self.train_side.data, self.now.step)

    def run(self, *, progress: bool) -> bool:
        """Takes the steps that are left; False if it was interrupted."""
        self._tell("running", f"step {self.now.step} of {self.steps} on {self.device}")
        if not self.loss.only_rung_0 and (warning := ramp_warning(self.settings)):
            self.warn(warning)
        bar = tqdm(total=self.steps, initial=self.now.step, unit="step", disable=not progress, smoothing=0.05)
        with bar, interruptions() as interrupted:
            for prepared in one_ahead(lambda step: self.prepare(*step), self._steps_left()):
                if self._patience_is_out():
                    self.folder.log(
                        f"no better {self.settings.select} since epoch {self.now.best_epoch}: stopped early"
                    )
                    break
                batch, cost, norm = self.take(prepared)
                step = prepared.step
                self.now = replace(self.now, step=step + 1)
                bar.update()

                stop = interrupted()
                if step % self.settings.log_every == 0 or step in self.recorded:
                    self._log(batch, cost, norm, bar)
                if self.now.step % self.steps_an_epoch == 0:
                    self._validate(bar)
                elif stop or self.now.step % self.settings.save_every == 0:
                    self._save(cost)
                if stop:
                    go_on = f"go on with `ladder train --resume {self.folder.path}`"
                    self._tell("stopped", f"stopped at step {self.now.step}; {go_on}")
                    return False
        return True

    def prepare(self, step: int, rows: np.ndarray) -> Prepared:
        """All of a step on the captions ``rows`` that does not depend on the model."""
        side, settings, warms_up = self.train_side, self.settings, self.schedule.is_warm_up(step)
        loss = self.warm_up if warms_up else self.loss
        images = side.data.caption_image[rows]
        within = settings.intra_modal > 0 and not warms_up
        return Prepared(
            step=step,
            rows=rows,
            loss=loss,
            strength=self.schedule.strength(step),
            images=side.images.take(images),
            captions=side.captions.take(rows),
            known=known(side.judge, loss, rows, image_relevance=settings.image_relevance, intra_modal=within),
        )

    def take(self, prepared: Prepared) -> tuple[Batch, Tensor, Tensor]:
        """One step of the optimiser."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.schedule.learning_rate(prepared.step)
        batch = self.batch(prepared)
        cost = batch.cost() + batch.intra_modal
        self.optimizer.zero_grad(set_to_none=True)
        cost.backward()
        norm = torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.settings.clip)
        self.optimizer.step()
        return batch, cost.detach(), norm

    def batch(self, prepared: Prepared) -> Batch:
        """The captions of a step, each with its image, through the towers."""
        with (
            self._drawing(prepared.step),
            torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self._is_bfloat16()),
        ):
            image, text = (
                tower(*(part.to(self.device, non_blocking=True) for part in inputs)).float()
                for tower, inputs in ((self.model.image, prepared.images), (self.model.text, prepared.captions))
            )
        cross, *within = prepared.known
        costs = [
            prepared.loss.intra_modal(rows @ rows.T, *tables, strength=prepared.strength)
            for rows, tables in zip((text, image), within, strict=True)
            if tables is not None
        ]
        return Batch(
            rows=prepared.rows,
            loss=prepared.loss,
            strength=prepared.strength,
            similarity=image @ text.T,
            positive=cross.positive.to(self.device),
            relevance=cross.relevance.to(self.device),
            levels=cross.levels,
            intra_modal=self.settings.intra_modal * sum(costs, image.new_zeros(())),
        )

    @contextlib.contextmanager
    def _drawing(self, step: int) -> Iterator[None]:
        """What the towers draw in a step follows from the seed and the step alone."""
        with torch.random.fork_rng([self.device] if self.device.type == "cuda" else []):
            torch.manual_seed(int(np.random.SeedSequence([self.config.seed, step]).generate_state(1, np.uint64)[0]))
            yield

    def order(self, epoch: int) -> np.ndarray:
        """The captions in the order of an epoch, by the seed and the epoch alone."""
        return np.random.default_rng([self.config.seed, epoch]).permutation(len(self.train_side.data.captions))

    def _saved(self) -> Progress:
        """Where the last checkpoint is; the beginning where a training ended before its first."""
        last, state = self.folder.checkpoint("last"), self.folder.status().get("state", "finished")
        if state != "finished" and not checkpoints.is_there(last):
            return Progress()
        return checkpoints.resume(last, self.model, self.optimizer)

    def _steps_left(self) -> Iterator[tuple[int, np.ndarray]]:
        """Every step that is left, with its captions."""
        first, start = divmod(self.now.step, self.steps_an_epoch)
        for epoch in range(first, self.settings.epochs):
            order = self.order(epoch)
            for place in range(start, self.steps_an_epoch):
                rows = order[place * self.batch_size :][: self.batch_size]
                yield epoch * self.steps_an_epoch + place, rows
            start = 0

    def _is_bfloat16(self) -> bool:
        wanted = self.settings.precision
        return wanted == "bfloat16" or (wanted == "auto" and self.device.type == "cuda")

    def _log(self, batch: Batch, cost: Tensor, norm: Tensor, bar: tqdm) -> None:
        """What is written down of a step, and shown."""
        self._must_be_a_number(cost)
        step, epoch, last = self.now.step, self.now.epoch, self.now.step - 1
        figures = {
            "loss": float(cost),
            "intra_modal": float(batch.intra_modal.detach()),
            "gradient_norm": float(norm),
            "learning_rate": self.schedule.learning_rate(last),
            "strength": batch.strength,
        }
        warm_up = batch.loss is self.warm_up
        self.journal.step(epoch, step, figures, warm_up=warm_up)
        self.journal.explain(epoch, step, batch, keep=last in self.recorded)
        bar.set_postfix(loss=f"{float(cost):.1f}", **_short(self.now.figures))
        warning = None if warm_up else self.journal.has_collapsed(batch, float(cost - batch.intra_modal.detach()))
        if warning:
            bar.write(f"warning: {warning}", file=sys.stderr)
            self._tell("running", warning)
        elif time.time() - self.folder.heartbeat > HEARTBEAT:
            self.folder.write_status(**self._where())

    def _validate(self, bar: tqdm) -> None:
        """The figures of the validation split; the best model and the newest state are saved."""
        vectors = embed(self.model, self.validation_side)
        figures = evaluate(vectors, self.validation_side.judge, figures="short", resamples=0).values()
        self.now = replace(self.now, epoch=self.now.epoch + 1, figures=figures)
        self.journal.validation(self.now.epoch, self.now.step, figures)
        if is_kept(self.now.epoch, self.settings.keep_epochs, self.settings.epochs):
            self.folder.write_epoch(self.now.epoch, vectors)
        bar.set_postfix(**_short(figures))
        selected, least = figures[self.settings.select], self.settings.select.endswith("_rank")
        if self.now.best is None or (selected < self.now.best if least else selected > self.now.best):
            self.now = replace(self.now, best=selected, best_epoch=self.now.epoch)
            checkpoints.write(self.folder.checkpoint("best"), self.model, self.now)
        self._save(None)

    def _save(self, cost: Tensor | None) -> None:
        """All that is needed to go on from here."""
        if cost is not None:
            self._must_be_a_number(cost)
        checkpoints.write(self.folder.checkpoint("last"), self.model, self.now, self.optimizer)
        self.journal.save()
        self.folder.write_status(**self._where())

    def _must_be_a_number(self, cost: Tensor) -> None:
        if not cost.isfinite():
            raise RunError(
                f"the loss is no longer a number at step {self.now.step}; train again with a smaller "
                f"`training.learning_rate`, the state before is saved in `{self.folder.path}`"
            )

    def _patience_is_out(self) -> bool:
        waited = self.now.epoch - self.now.best_epoch
        return 0 < self.settings.patience <= waited

    def _where(self) -> dict[str, Any]:
        return {
            "epoch": self.now.epoch,
            "epochs": self.settings.epochs,
            "step": self.now.step,
            "steps": self.steps,
            "best": {"figure": self.settings.select, "value": self.now.best, "epoch": self.now.best_epoch},
        }

    def warn(self, message: str) -> None:
        """Says it on stderr and in the log."""
        tqdm.write(f"warning: {message}", file=sys.stderr)
        self.folder.log(message)

    def _tell(self, state: str, message: str) -> None:
        self.folder.write_status(state=state, message=message, **self._where())
        self.folder.log(message)


def _short(figures: dict[str, float] | None) -> dict[str, str]:
    """What the progress bar shows of a validation."""
    if figures is None:
        return {}
    recalls = (figures[f"{direction}/recall@1"] for direction in DIRECTIONS)
    return {title("rsum"): f"{figures['rsum']:.1f}", title("recall@1"): "/".join(f"{recall:.3f}" for recall in recalls)}
