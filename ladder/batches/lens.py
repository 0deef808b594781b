"""The losses a batch can be looked at through: that of its training step, a run's own, or any other."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ladder.errors import ConfigError
from ladder.levels.adaptive import Scope
from ladder.levels.methods import ByPercentiles, BySilhouette, ByThresholds, LevelMethod
from ladder.options import Choice
from ladder.runs import RunFolder
from ladder.runs.config import Config

if TYPE_CHECKING:
    from ladder.losses import RetrievalLoss


@dataclass(frozen=True)
class Lens:
    """A loss by name and options, as a configuration writes it.

    Attributes:
        name: One of :data:`ladder.losses.ALL`.
        options: Its arguments.
        strength: What all but rung 0 is multiplied by: below 1 where a training ramps the rungs in.
        warm_up: Whether it stands for a run's own loss while that training warms up.
        level_method: How levels are found instead of the loss's own way; None leaves that.
    """

    name: str
    options: dict[str, Any] = field(default_factory=dict)
    strength: float = 1.0
    warm_up: bool = False
    level_method: LevelMethod | None = None

    def loss(self) -> "RetrievalLoss":
        """The loss.

        Raises:
            ConfigError: If there is no such loss or option.
        """
        from ladder import losses
        from ladder.losses.chain_loss import under

        made = losses.FAMILY.make(Choice(name=self.name, **self.options))
        return made if self.level_method is None else under(made, self.level_method)

    def under(self, level_method: LevelMethod) -> "Lens":
        """This loss with levels found in another way; where it has none, those of a ladder below its rung 0.

        Rungs beyond those that are set get the margin of the last one and its weight, else the defaults; a ramp holds
        for the rungs of a loss that has them.
        """
        strength = self.strength if self.loss().level_method else 1.0
        return Lens(self.name, self.options, strength, level_method=level_method)

    def adaptive(
        self, k_min: int = 2, k_max: int = 4, *, min_silhouette: float | None = None, scope: Scope = "query"
    ) -> "Lens":
        """Under levels by the Silhouette; see :func:`ladder.levels.adaptive_levels`."""
        return self.under(BySilhouette(k_min, k_max, min_silhouette, scope))

    def thresholds(self, thresholds: Sequence[float]) -> "Lens":
        """Under levels by these thresholds; see :func:`ladder.levels.threshold_levels`."""
        return self.under(ByThresholds(tuple(thresholds)))

    def percentiles(self, percentiles: Sequence[float]) -> "Lens":
        """Under levels by these percentiles; see :func:`ladder.levels.percentile_levels`."""
        return self.under(ByPercentiles(tuple(percentiles)))


def of_run(config: Config) -> Lens:
    """The loss that a run's configuration names, at full strength."""
    return Lens(config.loss.name, dict(config.loss.options))


def has_levels(config: Config) -> bool:
    """Whether a run's loss tells candidates apart by levels; a run that was not trained here has no loss."""
    try:
        return of_run(config).loss().level_method is not None
    except ConfigError:
        return False


def of_step(folder: RunFolder, step: int) -> Lens:
    """The loss of a training step: the sum of hinges while warming up, then the run's own as far as it is ramped in.

    Raises:
        ConfigError: If the run wrote no figures of that step.
    """
    line = next((line for line in folder.metrics() if line["kind"] == "step" and line["step"] == step), None)
    if line is None:
        raise ConfigError(f"`{folder.path}` wrote no figures of step {step}, so that its loss there is not known")
    if line["warm_up"]:
        margin = folder.config.training.warm_up_margin
        return Lens("triplet", {"margin": margin, "hardest": False}, line["strength"], warm_up=True)
    return replace(of_run(folder.config), strength=line["strength"])
