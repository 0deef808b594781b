"""The losses a batch can be looked at through: that of its training step, a run's own, or any other."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ladder.errors import ConfigError
from ladder.options import Choice
from ladder.runs import RunFolder
from ladder.runs.config import Config

if TYPE_CHECKING:
    from ladder.losses import RetrievalLoss

# options that both ladder losses take
SHARED = ("match", "pairs", "near", "form", "temperature", "match_temperature", "reduction", "compat")
LADDERS = ("ladder", "adaptive")
MARGIN = 0.01  # of a rung that nobody set, as the losses' own default


@dataclass(frozen=True)
class Lens:
    """A loss by name and options, as a configuration writes it.

    Attributes:
        name: One of :data:`ladder.losses.ALL`.
        options: Its arguments.
        strength: What all but rung 0 is multiplied by: below 1 where a training ramps the rungs in.
        warm_up: Whether it stands for a run's own loss while that training warms up.
    """

    name: str
    options: dict[str, Any] = field(default_factory=dict)
    strength: float = 1.0
    warm_up: bool = False

    def loss(self) -> "RetrievalLoss":
        """The loss.

        Raises:
            ConfigError: If there is no such loss or option.
        """
        from ladder import losses

        made = losses.FAMILY.make(Choice(name=self.name, **self.options))
        made.strength = self.strength
        return made

    @property
    def has_levels(self) -> bool:
        """Whether the loss tells the candidates apart by levels."""
        return self.name in LADDERS

    def counted(self, rung: int) -> str:
        """Which of its pairs a rung counts: ``hardest``, ``all`` or ``soft``."""
        if rung == 0 and self.options.get("hardest") is False:
            return "all"
        return str(self.options.get("match" if rung == 0 else "pairs", "hardest"))

    def temperature(self, rung: int) -> float:
        """Of a soft rung."""
        from ladder.losses.chain import TEMPERATURE

        if not self.has_levels:
            return TEMPERATURE
        return float(self.options.get("temperature" if rung else "match_temperature", TEMPERATURE))

    @property
    def margins(self) -> list[float]:
        """The margin of each rung that the options set, rung 0 first."""
        if self.has_levels:
            return [float(margin) for margin in self.options.get("margins") or [0.2]]
        return [float(self.options.get("margin", 0.2))]

    def adaptive(self, k_min: int = 2, k_max: int = 4, **options: Any) -> "Lens":
        """The adaptive ladder loss with this loss's margins, weights and pairs, or the default ones.

        Rungs beyond those that are set get the margin of the last one and its weight, else the defaults.
        """
        kept = {name: self.options[name] for name in SHARED if self.has_levels and name in self.options}
        rungs = {"margins": self._margins(k_max), "weights": self._weights(k_max)}
        levels = {"k_min": k_min, "k_max": k_max}
        return Lens("adaptive", kept | rungs | levels | options, self._full)

    def thresholds(self, thresholds: list[float]) -> "Lens":
        """The ladder loss with these thresholds, and margins, weights and pairs likewise."""
        chain = self.adaptive(k_max=len(thresholds) + 1, k_min=1).options
        for name in ("k_min", "k_max"):
            chain.pop(name)
        return Lens("ladder", chain | {"thresholds": thresholds}, self._full)

    @property
    def _full(self) -> float:
        """The strength of rungs that this loss has; of those that it lacks, 1."""
        return self.strength if self.has_levels else 1.0

    def _margins(self, rungs: int) -> list[float]:
        margins = self.margins
        more = margins[-1] if len(margins) > 1 else MARGIN
        return (margins + [more] * rungs)[:rungs]

    def _weights(self, rungs: int) -> list[float]:
        weights = [float(weight) for weight in self.options.get("weights") or []] if self.has_levels else []
        if not weights:
            return ([1.0] + [0.5**rung for rung in range(2, rungs + 1)])[:rungs]
        return (weights + [weights[-1]] * rungs)[:rungs]


def of_run(config: Config) -> Lens:
    """The loss that a run's configuration names, at full strength."""
    return Lens(config.loss.name, dict(config.loss.options))


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
