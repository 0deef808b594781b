"""What changes by itself while training: the learning rate, the warm-up and the ramp of the rungs."""

import math
from dataclasses import dataclass

from ladder.errors import ConfigError
from ladder.runs.config import Config, TrainingConfig


@dataclass(frozen=True)
class Schedule:
    """The course of a training, as its settings say; steps count from 0.

    Example:
        >>> schedule = Schedule(TrainingConfig(epochs=4, warm_up_epochs=1, ramp_epochs=2), steps_an_epoch=10)
        >>> [schedule.strength(step) for step in (0, 10, 20, 30)]
        [0.0, 0.0, 0.5, 1.0]
    """

    settings: TrainingConfig
    steps_an_epoch: int

    @property
    def steps(self) -> int:
        """All steps."""
        return self.settings.epochs * self.steps_an_epoch

    def learning_rate(self, step: int) -> float:
        """What the optimiser takes."""
        full = self.settings.learning_rate
        if self.settings.schedule == "cosine":
            return full * (1 + math.cos(math.pi * step / self.steps)) / 2
        return full * (self.settings.drop_to if step >= self.settings.drop_at * self.steps else 1.0)

    def is_warm_up(self, step: int) -> bool:
        """Whether the sum of hinges stands for the run's loss."""
        return step < self.settings.warm_up_epochs * self.steps_an_epoch

    def strength(self, step: int) -> float:
        """Of all but rung 0: what the ramp has reached since the warm-up, 0 to 1."""
        if not self.settings.ramp_epochs:
            return 1.0
        since = step / self.steps_an_epoch - self.settings.warm_up_epochs
        return min(1.0, max(0.0, since / self.settings.ramp_epochs))


def check_warm_up(config: Config) -> None:
    """Refuses a warm-up that leaves nothing to the loss, unless that is rung 0 alone: a triplet would be trained.

    Raises:
        ConfigError: If it is so, or there is no such loss.
    """
    settings = config.training
    if settings.warm_up_epochs < settings.epochs:
        return
    from ladder import losses  # torch

    if not losses.FAMILY.make(config.loss).only_rung_0:
        raise ConfigError(
            f"`training.warm_up_epochs` {settings.warm_up_epochs:g} of `training.epochs` {settings.epochs} leaves "
            f"nothing to the loss `{config.loss.name}`: a triplet loss would be trained; shorten it or train longer"
        )


def ramp_warning(settings: TrainingConfig) -> str | None:
    """What to say of a training that ends before its rungs have reached their weight; None where they do.

    Example:
        >>> print(ramp_warning(TrainingConfig(epochs=3, warm_up_epochs=1, ramp_epochs=8)))
        the ramp ends at 25 % of the weight of all but rung 0; shorten `training.ramp_epochs` or train longer
    """
    left = settings.epochs - settings.warm_up_epochs
    if left >= settings.ramp_epochs:
        return None
    return (
        f"the ramp ends at {max(left, 0) / settings.ramp_epochs:.0%} of the weight of all but rung 0; shorten "
        "`training.ramp_epochs` or train longer"
    ).replace("%", " %")


def kept_too_early(config: Config, epoch: int | None) -> str | None:
    """What to say where the epoch that was kept lies in the warm-up; None where it does not, or none was kept.

    Example:
        >>> config = Config(data={"spec": "scenes"}, loss={"name": "adaptive"}, training={"warm_up_epochs": 2})
        >>> kept_too_early(config, 2)
        'epoch 2, which was kept, lies in the warm-up: trained by the sum of hinges, not yet by the loss `adaptive`'
        >>> kept_too_early(config, 3)
    """
    if not epoch or epoch > config.training.warm_up_epochs:
        return None
    return (
        f"epoch {epoch}, which was kept, lies in the warm-up: trained by the sum of hinges, not yet by the loss "
        f"`{config.loss.name}`"
    )
