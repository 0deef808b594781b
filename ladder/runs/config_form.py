"""The configuration as fields of a form: drawn from the model itself, so that nothing is said twice."""

import inspect
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ladder.options import Choice
from ladder.runs import config as configuration
from ladder.runs.config import Config

Kind = Literal["whole", "number", "text", "choice", "value"]
CHOICES = {"loss": 0, "relevance": 1, "model.image": 2, "model.text": 2}  # and the arguments that are not in the form
FOREMOST = (
    "data.spec", "loss.name", "relevance.name", "training.epochs", "training.batch_size", "training.learning_rate",
    "model.size", "seed",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One value of a configuration.

    Attributes:
        key: Where it stands: ``training.epochs``.
        kind: ``whole`` and ``number``, ``text``, ``choice`` of ``choices``, or ``value``: anything, as TOML.
        help: What the model says of it.
        default: What holds where it is not given; None where it must be.
        low: The least value; None where there is none.
        high: The greatest value; None where there is none.
        choices: What a choice is among.
    """

    key: str
    kind: Kind
    help: str = ""
    default: Any = None
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the key, in words.

        Example:
            >>> Field("training.batch_size", "whole").name
            'batch size'
        """
        return self.key.rpartition(".")[2].replace("_", " ")


def fields() -> list[Field]:
    """All values of a configuration but the choices and their options, in its order.

    Example:
        >>> found = {field.key: field for field in fields()}
        >>> found["training.epochs"].kind, found["training.epochs"].default, found["training.epochs"].low
        ('whole', 8, 1)
        >>> found["training.precision"].choices
        ('auto', 'float32', 'bfloat16')
    """
    return _fields(Config, "")


def options(table: str, family: Mapping[str, Any], name: str) -> list[Field]:
    """The options of one of a family, by the signature of what makes it.

    Args:
        table: ``loss``, ``relevance``, ``model.image`` or ``model.text``.
        family: The classes by name.
        name: The one that is chosen.
    """
    make = family[name] if table == "loss" else family[name].for_data
    parameters = list(inspect.signature(make, eval_str=True).parameters.values())[CHOICES[table] :]
    return [_option(f"{table}.{parameter.name}", parameter) for parameter in parameters]


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


def _fields(model: type[BaseModel], above: str) -> list[Field]:
    found: list[Field] = []
    for name, info in model.model_fields.items():
        annotation = info.annotation
        if name == "origin" or annotation is Choice:
            continue
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            found += _fields(annotation, f"{above}{name}.")
        else:
            found.append(_field(above + name, info))
    return found


def _field(key: str, info: FieldInfo) -> Field:
    annotation, plain = info.annotation, {"help": info.description or "", "default": _default(info)}
    if get_origin(annotation) is Literal:
        return Field(key, "choice", choices=tuple(get_args(annotation)), **plain)
    kind: Kind = "whole" if annotation is int else "number" if annotation is float else "text"
    low = next((bound.ge if isinstance(bound, Ge) else bound.gt for bound in info.metadata
                if isinstance(bound, (Ge, Gt))), None)  # fmt: skip
    high = next((bound.le if isinstance(bound, Le) else bound.lt for bound in info.metadata
                 if isinstance(bound, (Le, Lt))), None)  # fmt: skip
    return Field(key, kind, low=low, high=high, **plain)  # type: ignore[arg-type]  # bounds of numbers


def _option(key: str, parameter: inspect.Parameter) -> Field:
    default = None if parameter.default is parameter.empty else parameter.default
    names = get_args(parameter.annotation) if get_origin(parameter.annotation) is Literal else ()
    if names and all(isinstance(name, str) for name in names):
        return Field(key, "choice", default=default, choices=names)
    return Field(key, "value", default=default)


def _default(info: FieldInfo) -> Any:
    return None if info.is_required() else info.default
