"""A run's folder for a model that was not trained here."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ladder import relevance
from ladder.datasets import CaptionedImages
from ladder.datasets.spec import parse
from ladder.errors import ConfigError, RunError, hint
from ladder.runs import config as configuration
from ladder.runs.building import make_judge
from ladder.runs.config import IMPORTED, Config, Origin
from ladder.runs.folder import RunFolder
from ladder.runs.many.names import check_name


@dataclass(frozen=True)
class Imported:
    """A run that was brought in.

    Attributes:
        folder: Its folder.
        notes: What was mended on the way, and what it cannot do.
    """

    folder: RunFolder
    notes: tuple[str, ...]


def describe(
    spec: str,
    split: str,
    size: int,
    origin: str,
    judge: str,
    *,
    image: str = IMPORTED,
    text: str = IMPORTED,
) -> Config:
    """The configuration of a model that was trained elsewhere: what it is, and nothing of how it was trained.

    Args:
        spec: The data set.
        split: The split whose vectors are there.
        size: Width of the joint space.
        origin: What it was made from, for people.
        judge: ``NAME[,key=value…]`` of a relevance provider.
        image: The image tower, where the run has one.
        text: The text tower, where the run has one.

    Raises:
        ConfigError: If there is no such provider, or a value is out of range.
    """
    name = judge.partition(",")[0]
    if name not in relevance.ALL:
        raise ConfigError(f"there is no relevance `{name}`{hint(name, relevance.ALL)}")
    tables: dict[str, Any] = {
        "data": {"spec": spec, "validation": split},
        "model": {"size": size, "image": {"name": image}, "text": {"name": text}},
        "relevance": {"name": name, **parse(judge, relevance.ALL).options},
        "loss": {"name": IMPORTED, "origin": origin},
    }
    return configuration.parse(tables, "the import")


def check_judge(config: Config, data: CaptionedImages) -> None:
    """The relevance provider can judge these captions.

    Raises:
        LadderError: If it cannot.
    """
    make_judge(config, data)


def write(folder: RunFolder, config: Config, fingerprint: str, notes: Sequence[str]) -> None:
    """Adds to a folder that holds vectors what makes it a run.

    Args:
        folder: The folder.
        config: What the run is.
        fingerprint: Of its data set.
        notes: Lines for its log.
    """
    folder.write_config(config.model_copy(update={"origin": Origin.now(fingerprint)}))
    source = config.came_from
    folder.write_status(state="finished", message=f"imported from {source}")
    for line in (f"imported from {source}", *notes):
        folder.log(line)


def must_be_free(path: Path) -> None:
    """Nothing stands where the run is to be, and its name is one.

    Raises:
        RunError: If something does, or it is none.
    """
    check_name(path.name)
    if path.exists():
        raise RunError(f"`{path}` exists; give another name")
