"""In what two configurations differ."""

from collections.abc import Mapping
from typing import Any

from ladder.runs.config import Config

VERSIONS = ("ladder", "python", "torch")  # of a run's origin; where and when it was made is no setting


def config_differences(a: Config, b: Config) -> dict[str, tuple[Any, Any]]:
    """Only what differs, by dotted key: the value of ``a`` and that of ``b``, None where one has no such key.

    Of the origins only the versions are looked at.

    Example:
        >>> from ladder.runs.config import Config, DataConfig
        >>> from ladder.options import Choice
        >>> triplet = Config(data=DataConfig(spec="scenes"), loss=Choice(name="triplet", margin=0.1))
        >>> adaptive = Config(data=DataConfig(spec="scenes"), loss=Choice(name="adaptive"), seed=1)
        >>> config_differences(triplet, adaptive)
        {'seed': (0, 1), 'loss.name': ('triplet', 'adaptive'), 'loss.margin': (0.1, None)}
    """
    first, second = (_settings(config) for config in (a, b))
    return {key: (first.get(key), second.get(key)) for key in first | second if first.get(key) != second.get(key)}


def in_words(differences: Mapping[str, tuple[Any, Any]]) -> str:
    """The differences in one line.

    Example:
        >>> in_words({"loss.name": ("triplet", "adaptive"), "loss.k_max": (None, 4)})
        'loss.name: triplet -> adaptive; loss.k_max: - -> 4'
    """
    return "; ".join(
        f"{key}: " + " -> ".join("-" if value is None else str(value) for value in pair)
        for key, pair in differences.items()
    )


def _settings(config: Config) -> dict[str, Any]:
    """All settings by dotted key, with the versions."""
    tables = config.model_dump(exclude_none=True)
    origin = tables.pop("origin", {})
    return _flat(tables) | {f"origin.{name}": origin[name] for name in VERSIONS if name in origin}


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in table.items():
        flat |= _flat(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {prefix + key: value}
    return flat
