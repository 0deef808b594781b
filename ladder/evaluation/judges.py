"""Who judges: the run's own relevance provider, and one of another kind beside it."""

import re
from dataclasses import dataclass, field, replace

from ladder.datasets import CaptionedImages
from ladder.errors import ConfigError, DataError
from ladder.options import Choice
from ladder.relevance import RelevanceProvider
from ladder.runs.building import judge_named, make_judge
from ladder.runs.config import Config

NONE = "none"
DRAWN = re.compile(r"scenes\b")  # data sets whose scenes are known
_OPTION = re.compile(r",(?=[a-z_]+=)")  # a comma inside a path has no key behind it


@dataclass(frozen=True)
class Judges:
    """One or two judges of the same captions.

    Attributes:
        first: The first.
        second: The second; None without one.
        same: Whether the first is what the model was trained with.
        notes: What a reader of the figures should know of them.
    """

    first: RelevanceProvider
    second: RelevanceProvider | None
    same: bool
    notes: list[str] = field(default_factory=list)


def find(
    config: Config,
    data: CaptionedImages,
    judge: str | None = None,
    second: str | None = None,
    *,
    progress: bool = False,
) -> Judges:
    """The judges of an evaluation.

    Args:
        config: The run's.
        data: The captions to be judged.
        judge: ``NAME[,key=value…]``; by default the training's.
        second: Likewise, or ``none``; by default what the drawn scenes hold, else shared words, unless that is the
            first.
        progress: Show progress bars on stderr.

    Raises:
        ConfigError: If there is no such provider or option, or the second is the first.
        DataError: If a provider lacks what it needs.
    """
    if judge is None:
        first, same = make_judge(config, data, progress=progress), True
    else:
        first = named(judge, data, progress=progress)
        same = first.name == config.relevance.name and first.describe() == make_judge(config, data).describe()
    notes = [] if same else [f"the model was trained with `{config.relevance.name}`"]
    if second == NONE:
        return Judges(first, None, same, notes)
    if second is None:
        return _with_default(config, data, Judges(first, None, same, notes))
    other = named(second, data, progress=progress)
    if other.describe() == first.describe():
        raise ConfigError(f"`--second {second}` is the first judge; name another, or `{NONE}`")
    return Judges(first, other, same, notes)


def _with_default(config: Config, data: CaptionedImages, alone: Judges) -> Judges:
    """The judges with a second of another kind than the first, or with a note that says why there is none."""
    why = f"`{alone.first.name}` is the one that needs nothing but the captions"
    for name in ["scenes", "tfidf"] if DRAWN.match(config.data.spec) else ["tfidf"]:
        if name != alone.first.name:
            try:
                return replace(alone, second=named(name, data))
            except DataError as error:
                why = str(error)
    note = f"no second judge: {why}; name one, as `--second sentence,encoder=DIR`"
    return replace(alone, notes=[*alone.notes, note])


def named(text: str, data: CaptionedImages, *, progress: bool = False) -> RelevanceProvider:
    """The provider that ``NAME[,key=value…]`` names; ``progress`` shows a bar on stderr where it takes long.

    Raises:
        ConfigError: If there is no such provider or option.
        DataError: If it lacks what it needs.
    """
    name, *pairs = _OPTION.split(text)
    options = dict(pair.split("=", 1) for pair in pairs)
    if "name" in options:
        raise ConfigError(f"`{text}`: `{name}` takes no option `name`; the name stands first, without a key")
    return judge_named(Choice(name=name, **options), data, progress=progress)
