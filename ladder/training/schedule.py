"""What changes by itself while training: the learning rate, the warm-up and the ramp of the rungs."""

import math
from dataclasses import dataclass

from ladder.runs.config import TrainingConfig


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
