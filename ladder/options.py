"""Options of a configuration, read once from the models and signatures that take them: what is built, and its form."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic.fields import FieldInfo

from ladder.errors import ConfigError, hint

FieldKind = Literal["whole", "number", "text", "choice", "value"]
Made = TypeVar("Made")


class Choice(BaseModel):
    """A table that names one of a family, with its options beside the name; they are checked when it is built."""

    model_config = ConfigDict(extra="allow")
    name: str

    @property
    def options(self) -> dict[str, Any]:
        """All but the name."""
        return dict(self.model_extra or {})


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
    kind: FieldKind
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


@dataclass(frozen=True)
class Family(Generic[Made]):
    """Those of which a table of a configuration names one.

    Attributes:
        table: The table's name: ``loss``, ``model.image``.
        members: The classes by name.
        maker: A class method that makes the object; None calls the class.
        given: How many of its first arguments the caller gives; the others are the options.
    """

    table: str
    members: Mapping[str, type[Made]]
    maker: str | None = None
    given: int = 0

    def make(self, choice: Choice, *given: Any) -> Made:
        """Makes the one that ``choice`` names, of the caller's first arguments and its options.

        Nothing is dropped: an option that the maker does not take is an error, as is one that it needs and does not
        get.

        Raises:
            ConfigError: If the name or an option is unknown, missing, of the wrong type or out of range.

        Example:
            >>> Family("loss", {"range": range}).make(Choice(name="rnge"))
            Traceback (most recent call last):
            ladder.errors.ConfigError: [loss] has no choice `rnge`; did you mean `range`?
        """
        options = self.checked(choice)
        try:
            made: Made = self._maker(choice.name)(*given, **options)
        except ValueError as error:
            raise ConfigError(f"[{self.table}] `{choice.name}`: {error}") from None
        return made

    def checked(self, choice: Choice) -> dict[str, Any]:
        """The options of a choice, held to the maker's signature and converted to its types; nothing is made.

        Raises:
            ConfigError: As :meth:`make`, but for what only the maker can see.
        """
        if choice.name not in self.members:
            raise ConfigError(f"[{self.table}] has no choice `{choice.name}`{hint(choice.name, self.members)}")
        who, schema = f"[{self.table}] `{choice.name}`", self._schema(choice.name)
        for option in choice.options:
            if option not in schema.model_fields:
                known = hint(option, schema.model_fields) if schema.model_fields else "; it has none"
                raise ConfigError(f"{who} takes no option `{option}`{known}")
        try:
            model = schema.model_validate(choice.options)
        except ValidationError as error:
            raise ConfigError(f"{who}: {_first_problem(error)}") from None
        return {option: getattr(model, option) for option in choice.options}

    def fields(self, name: str) -> list[Field]:
        """The options of a member, as fields of a form; what is no choice of words is typed as TOML."""
        found = fields_of(self._schema(name), f"{self.table}.")
        return [
            field if field.kind == "choice" else Field(field.key, "value", default=field.default) for field in found
        ]

    def _maker(self, name: str) -> Callable[..., Any]:
        member = self.members[name]
        return getattr(member, self.maker) if self.maker else member

    def _schema(self, name: str) -> type[BaseModel]:
        """A pydantic model of the arguments after those that are given: the signature is the schema."""
        parameters = list(inspect.signature(self._maker(name), eval_str=True).parameters.values())[self.given :]
        fields: dict[str, Any] = {
            parameter.name: (
                parameter.annotation,
                ... if parameter.default is parameter.empty else parameter.default,
            )
            for parameter in parameters
        }
        return create_model("Options", __config__=ConfigDict(arbitrary_types_allowed=True), **fields)


def fields_of(model: type[BaseModel], above: str = "") -> list[Field]:
    """All values of a model and of those within it, in its order, but the choices of a family.

    Args:
        model: The model.
        above: What stands before the keys: ``training.``.
    """
    found: list[Field] = []
    for name, info in model.model_fields.items():
        annotation = info.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            found += [] if annotation is Choice else fields_of(annotation, f"{above}{name}.")
        else:
            found.append(_field(above + name, info))
    return found


def _field(key: str, info: FieldInfo) -> Field:
    annotation, default = info.annotation, None if info.is_required() else info.default
    plain: dict[str, Any] = {"help": info.description or "", "default": default}
    words = get_args(annotation) if get_origin(annotation) is Literal else ()
    if words and all(isinstance(word, str) for word in words):
        return Field(key, "choice", choices=words, **plain)
    kind: FieldKind = "whole" if annotation is int else "number" if annotation is float else "text"
    plain["low"] = next(
        (bound.ge if isinstance(bound, Ge) else bound.gt for bound in info.metadata if isinstance(bound, (Ge, Gt))),
        None,
    )
    plain["high"] = next(
        (bound.le if isinstance(bound, Le) else bound.lt for bound in info.metadata if isinstance(bound, (Le, Lt))),
        None,
    )
    return Field(key, kind, **plain)


def _first_problem(error: ValidationError) -> str:
    """The first thing that pydantic found, in one line: the option, what was expected, what came."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return f"needs the option `{where}`"
    message = first["msg"].removeprefix("Input ").removeprefix("Value error, ")
    return f"`{where}` {message[:1].lower()}{message[1:]}, got {first['input']!r}"
