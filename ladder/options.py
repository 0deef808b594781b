"""Turns the names and options of a configuration into objects: the one place where names are looked up."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from ladder.errors import ConfigError, hint


class Choice(BaseModel):
    """A table that names one of a family, with its options beside the name; they are checked when it is built."""

    model_config = ConfigDict(extra="allow")
    name: str

    @property
    def options(self) -> dict[str, Any]:
        """All but the name."""
        return dict(self.model_extra or {})


def build(
    table: str,
    choices: Mapping[str, Any],
    choice: Choice,
    *given: Any,
    maker: str | None = None,
) -> Any:
    """Makes the one of ``choices`` that ``choice`` names.

    Nothing is dropped: an option that the maker does not take is an error, as is one that it needs and does not get.

    Args:
        table: The table's name in the configuration, for messages.
        choices: The classes by name.
        choice: The name and its options.
        given: First arguments, which the configuration does not set.
        maker: A class method that makes the object; None calls the class.

    Raises:
        ConfigError: If the name or an option is unknown, missing, of the wrong type or out of range.

    Example:
        >>> build("loss", {"range": range}, Choice(name="rnge"))
        Traceback (most recent call last):
        ladder.errors.ConfigError: [loss] has no choice `rnge`; did you mean `range`?
    """
    if choice.name not in choices:
        raise ConfigError(f"[{table}] has no choice `{choice.name}`{hint(choice.name, choices)}")
    chosen = choices[choice.name]
    make = getattr(chosen, maker) if maker else chosen
    options = checked_options(f"[{table}] `{choice.name}`", make, len(given), choice.options)
    try:
        return make(*given, **options)
    except ValueError as error:
        raise ConfigError(f"[{table}] `{choice.name}`: {error}") from None


def checked_options(who: str, make: Callable[..., Any], given: int, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options, held to the signature of ``make`` after its first ``given`` arguments and converted to its types."""
    schema = _schema(make, given)
    for option in options:
        if option not in schema.model_fields:
            raise ConfigError(f"{who} takes no option `{option}`{_or_none(option, schema)}")
    try:
        model = schema.model_validate(dict(options))
    except ValidationError as error:
        raise ConfigError(f"{who}: {first_problem(error)}") from None
    return {option: getattr(model, option) for option in options}


def first_problem(error: ValidationError) -> str:
    """The first thing that pydantic found, in one line: the option, what was expected, what came."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return f"needs the option `{where}`"
    message = first["msg"].removeprefix("Input ").removeprefix("Value error, ")
    return f"`{where}` {message[:1].lower()}{message[1:]}, got {first['input']!r}"


def _schema(make: Callable[..., Any], given: int) -> type[BaseModel]:
    """A pydantic model of the arguments after the first ``given``: the signature is the schema."""
    parameters = list(inspect.signature(make).parameters.values())[given:]
    fields: dict[str, Any] = {
        parameter.name: (
            parameter.annotation,
            ... if parameter.default is parameter.empty else parameter.default,
        )
        for parameter in parameters
    }
    return create_model("Options", __config__=ConfigDict(arbitrary_types_allowed=True), **fields)


def _or_none(option: str, schema: type[BaseModel]) -> str:
    return hint(option, schema.model_fields) if schema.model_fields else "; it has none"
