"""A run's configuration: what is trained, on what, how. Pydantic models, TOML in and out."""

import datetime
import platform
import tomllib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import tomli_w
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from ladder.errors import ConfigError, hint
from ladder.options import Choice

IMPORTED = "imported"  # in the place of a loss, and of towers that the run does not have


class Table(BaseModel):
    """A table of a configuration. A key it does not have is an error."""

    model_config = ConfigDict(extra="forbid", validate_default=True)


def _named(default: str) -> BeforeValidator:
    """Options without a name are those of the default choice."""
    return BeforeValidator(lambda table: {"name": default} | table if isinstance(table, dict) else table)


class DataConfig(Table):
    """Which data set, and which of its splits serve what."""

    spec: str = Field(description="the data set, as `ladder data inspect` takes it")
    train: str = Field("train", description="the split to train on")
    validation: str = Field("dev", description="the split to choose the checkpoint by")


class ModelConfig(Table):
    """The two towers."""

    size: int = Field(512, ge=2, le=65536, description="width of the joint space")
    image: Annotated[Choice, _named("features")] = Choice(name="features")
    text: Annotated[Choice, _named("gru")] = Choice(name="gru")


class TrainingConfig(Table):
    """How the towers are trained."""

    epochs: int = Field(8, ge=1, description="passes over the training captions")
    batch_size: int = Field(128, ge=2, description="captions a batch, each with its image")
    learning_rate: float = Field(5e-4, gt=0, description="of Adam")
    schedule: Literal["drop", "cosine"] = Field(
        "drop", description="the learning rate drops once, or falls to nothing along half a cosine"
    )
    drop_at: float = Field(0.6, gt=0, le=1, description="share of the epochs after which it drops")
    drop_to: float = Field(0.1, gt=0, le=1, description="what it is multiplied by then")
    clip: float = Field(2.0, gt=0, description="largest norm of the gradient")
    warm_up_epochs: float = Field(
        1.0,
        ge=0,
        description="epochs at the start with the sum of hinges, without which the hardest negative can collapse",
    )
    warm_up_margin: float = Field(0.2, gt=0, description="margin of those hinges, in cosine similarity")
    ramp_epochs: float = Field(
        0.0,
        ge=0,
        description="epochs after the warm-up in which all but rung 0 of the loss grows from nothing to its weight",
    )
    image_relevance: Literal["caption", "mean"] = Field(
        "caption",
        description="what stands for an image where relevance is asked: the caption drawn with it, or all of its own",
    )
    intra_modal: float = Field(
        0.0, ge=0, description="weight of all but rung 0 of the loss among captions, and among images"
    )
    select: str = Field("rsum", description="the figure of the validation by which the best checkpoint is chosen")
    patience: int = Field(0, ge=0, description="stop after so many epochs without a better figure; 0 never")
    log_every: int = Field(20, ge=1, description="steps between two lines of metrics.jsonl")
    save_every: int = Field(200, ge=1, description="steps between two saves inside an epoch")
    record_batches: int = Field(8, ge=0, description="batches kept whole over the training, for looking at the loss")
    keep_epochs: int = Field(
        0, ge=0, description="epochs from one whose vectors are kept to the next, for a map over epochs; 0 keeps none"
    )
    device: str = Field("auto", description="cpu, cuda, cuda:1 …; auto takes the GPU where there is one")
    precision: Literal["auto", "float32", "bfloat16"] = Field("auto", description="auto is bfloat16 on a GPU")


class Origin(Table):
    """What a run was made with; written by the run, of no effect when read."""

    ladder: str
    python: str
    torch: str
    created: str
    data_fingerprint: str

    @classmethod
    def now(cls, data_fingerprint: str) -> Self:
        """Of a run that is made here and now from a data set with this fingerprint."""
        return cls(
            ladder=version("ladder"),
            python=platform.python_version(),
            torch=version("torch"),
            created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            data_fingerprint=data_fingerprint,
        )


class Config(Table):
    """All that is needed to repeat a run."""

    seed: Annotated[int, Field(ge=0, lt=2**63)] = 0
    data: DataConfig
    model: ModelConfig = ModelConfig()
    relevance: Annotated[Choice, _named("tfidf")] = Choice(name="tfidf")
    loss: Choice
    training: TrainingConfig = TrainingConfig()
    origin: Origin | None = None

    @property
    def came_from(self) -> str | None:
        """What a model that was trained elsewhere was made from; None for one that was trained here."""
        return str(self.loss.options["origin"]) if self.loss.name == IMPORTED else None


def read(path: Path, changes: Sequence[str] = ()) -> Config:
    """Reads a configuration and applies changes of the form ``table.key=value``.

    Args:
        path: A TOML file.
        changes: Each value is read as TOML, else taken as text: ``loss.margin=0.3``, ``loss.name=ladder``.

    Raises:
        ConfigError: If the file is missing or no TOML, or a key or value does not exist or does not fit.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"no configuration `{path}`; `configs/` holds recipes to start from") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a TOML file ({error})") from None
    for change in changes:
        _apply(tables, change)
    return parse(tables, str(path))


def parse(tables: dict[str, Any], source: str) -> Config:
    """The configuration that these tables describe; ``source`` names them in messages."""
    try:
        return Config.model_validate(tables)
    except ValidationError as error:
        raise ConfigError(f"{source}: {_problem(error)}") from None


def write(config: Config) -> str:
    """The configuration as TOML; of the training of a model that was trained elsewhere nothing is known."""
    unknown = {"training"} if config.came_from else None
    return tomli_w.dumps(config.model_dump(exclude_none=True, exclude=unknown))


def _apply(tables: dict[str, Any], change: str) -> None:
    key, equals, text = change.partition("=")
    *parents, last = key.strip().split(".")
    if not equals or not last:
        raise ConfigError(f"`--set {change}` is not of the form `table.key=value`")
    table = tables
    for parent in parents:
        table = table.setdefault(parent, {})
        if not isinstance(table, dict):
            raise ConfigError(f"`--set {change}`: `{parent}` is a value, not a table")
    value = _value(text)
    if last == "name" and table.get("name") != value:
        table.clear()  # another choice has other options
    table[last] = value


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _problem(error: ValidationError) -> str:
    """The first thing that is wrong, in one line with the nearest right name."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"there is no `{where}`{hint(str(first['loc'][-1]), _fields(first['loc'][:-1]))}"
    if first["type"] == "missing":
        return f"`{where}` is missing"
    return f"`{where}`: {first['msg'][:1].lower()}{first['msg'][1:]}, got {first['input']!r}"


def _fields(location: tuple[int | str, ...]) -> list[str]:
    """The keys of the table at a location."""
    table: type[BaseModel] = Config
    for part in location:
        annotation = table.model_fields[str(part)].annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            table = annotation
    return list(table.model_fields)
