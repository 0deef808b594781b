"""Names of runs: which are fit, and how one is changed."""

import re

from ladder.errors import RunError
from ladder.runs import activity
from ladder.runs.folder import RunFolder
from ladder.runs.many.about import must_be_own
from ladder.runs.progress import ALIVE

NAME = re.compile(r"[^\W_][\w .+=-]{0,79}(?<![ .])")  # fit for every file system, never like an option


def check_name(name: str) -> str:
    """A name for a run, if it is one.

    Raises:
        RunError: If it is none.

    Example:
        >>> check_name("ladder-seed 1")
        'ladder-seed 1'
        >>> check_name("../elsewhere")
        Traceback (most recent call last):
        ladder.errors.RunError: `../elsewhere` is no name for a run; use up to 80 letters, digits, blanks and . + = - _
    """
    if not NAME.fullmatch(name):
        shown = re.sub(r"[^\w ./+=-]", "?", name)[:80]
        raise RunError(f"`{shown}` is no name for a run; use up to 80 letters, digits, blanks and . + = - _")
    return name


def rename(folder: RunFolder, name: str) -> RunFolder:
    """Gives a run another name.

    Raises:
        RunError: If it is a bundled one or is being trained, or the name is taken or none.
    """
    must_rest(folder)
    folder.move(folder.path.with_name(check_name(name)), "renamed")
    return folder


def must_rest(folder: RunFolder) -> None:
    """Refuses to move a run that comes with the project or is being trained.

    Raises:
        RunError: If it is one.
    """
    must_be_own(folder)
    if activity.status(folder).get("state") in ALIVE:
        raise RunError(f"`{folder.name}` is being trained; stop it first")
