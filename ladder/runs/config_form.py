"""The configuration as fields of a form: drawn from the model itself, so that nothing is said twice."""

import json
import tomllib
from collections.abc import Mapping
from typing import Any

from ladder.options import Field, fields_of
from ladder.runs import config as configuration
from ladder.runs.config import Config

FOREMOST = (
    "data.spec", "loss.name", "relevance.name", "training.epochs", "training.batch_size", "training.learning_rate",
    "model.size", "seed",
)  # fmt: skip


def fields() -> list[Field]:
    """All values of a configuration but the choices and their options, in its order.

    Example:
        >>> found = {field.key: field for field in fields()}
        >>> found["training.epochs"].kind, found["training.epochs"].default, found["training.epochs"].low
        ('whole', 8, 1)
        >>> found["training.precision"].choices
        ('auto', 'float32', 'bfloat16')
    """
    return [field for field in fields_of(Config) if not field.key.startswith("origin")]


def values(config: Config) -> dict[str, Any]:
    """What a configuration says, by key; the options of its choices too.

    Example:
        >>> values(configuration.parse({"data": {"spec": "scenes"}, "loss": {"name": "triplet"}}, "here"))["loss.name"]
        'triplet'
    """
    flat: dict[str, Any] = {}

    def walk(table: Mapping[str, Any], above: str) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                walk(value, f"{above}{key}.")
            else:
                flat[above + key] = value

    walk(config.model_dump(exclude_none=True, exclude={"origin"}), "")
    return flat


def build(given: Mapping[str, Any]) -> Config:
    """The configuration of what was filled in, by key; what is None or an empty text is left to its default.

    Raises:
        ConfigError: If a value does not fit; the text names its key.

    Example:
        >>> build({"data.spec": "scenes", "loss.name": "triplet", "training.epochs": 2}).training.epochs
        2
    """
    tables: dict[str, Any] = {}
    for key, value in given.items():
        if value is None or value == "":
            continue
        *parents, last = key.split(".")
        table = tables
        for parent in parents:
            table = table.setdefault(parent, {})
        table[last] = value
    return configuration.parse(tables, "the form")


def as_toml(value: Any) -> str:
    """An option's value as it is typed; empty for None.

    Example:
        >>> as_toml([0.2, 0.1]), as_toml("hardest"), as_toml(None), as_toml(True)
        ('[0.2, 0.1]', 'hardest', '', 'true')
    """
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)  # numbers, truth and lists of them: TOML too


def from_toml(text: str) -> Any:
    """What was typed: read as TOML, else taken as text.

    Example:
        >>> from_toml("[0.2, 0.1]"), from_toml("hardest"), from_toml(" 3 "), from_toml("")
        ([0.2, 0.1], 'hardest', 3, None)
    """
    text = text.strip()
    if not text:
        return None
    try:
        found = tomllib.loads(f"value = {text}")
    except tomllib.TOMLDecodeError:
        return text
    return found["value"] if list(found) == ["value"] else text
