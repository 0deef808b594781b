"""What people note about a run: tags and a note, kept in its folder."""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ladder.errors import RunError
from ladder.files.atomic import write_atomically
from ladder.runs.finding import is_bundled
from ladder.runs.folder import RunFolder

MOST_TAGS, LONGEST_TAG, LONGEST_NOTE = 20, 40, 4000  # tags, letters, letters


@dataclass(frozen=True)
class About:
    """Tags by the alphabet, each once, and a note of any lines.

    Attributes:
        tags: The tags.
        note: The note.
        problem: What is wrong with the file, or was and where it is kept now; empty where nothing is.
    """

    tags: tuple[str, ...] = ()
    note: str = ""
    problem: str = ""


def read(folder: RunFolder) -> About:
    """What is noted; nothing where nothing is, or, with the problem, where the file is damaged."""
    try:
        written = json.loads(folder.about_file.read_text(encoding="utf-8"))
        if not isinstance(written["note"], str) or not isinstance(written["tags"], list):
            raise TypeError("it holds no tags and note")
        return About(tuple(str(tag) for tag in written["tags"]), written["note"])
    except FileNotFoundError:
        return About()
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        again = "mend it, or write the tags and the note anew, and it is kept aside"
        return About(problem=f"{folder.about_file} is damaged ({error}); {again}")


def write(folder: RunFolder, *, tags: Iterable[str] | None = None, note: str | None = None) -> About:
    """Replaces the tags, the note, or both; what is None stays. A file that is damaged is kept beside it.

    Returns:
        What is noted now; its problem says where a damaged file is kept.

    Raises:
        RunError: If the run is a bundled one, or there are too many tags or letters.
    """
    return _change(
        folder, lambda before: (before.tags if tags is None else tags, before.note if note is None else note)
    )


def tag(folder: RunFolder, *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> About:
    """Adds tags and takes some away, likewise; the others stay."""
    return _change(folder, lambda before: ({*before.tags, *add} - set(remove), before.note))


def _change(folder: RunFolder, make: Callable[[About], tuple[Iterable[str], str]]) -> About:
    """Reads, changes and writes while nobody else does."""
    must_be_own(folder)
    with folder.changing():
        before = read(folder)
        tags, note = make(before)
        about = About(tuple(sorted({one.strip() for one in tags} - {""})), note.strip())
        _must_be_short(about)
        if before.problem:
            about = replace(about, problem=_put_aside(folder.about_file))
        said = {"tags": about.tags, "note": about.note}
        write_atomically(folder.about_file, json.dumps(said, ensure_ascii=False, indent=1).encode())
    return about


def _must_be_short(about: About) -> None:
    if len(about.tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG or not tag.isprintable() for tag in about.tags):
        raise RunError(f"at most {MOST_TAGS} tags of at most {LONGEST_TAG} letters each, on one line")
    if len(about.note) > LONGEST_NOTE:
        raise RunError(f"the note has {len(about.note):,} letters, at most {LONGEST_NOTE:,} are kept; shorten it")


def _put_aside(path: Path) -> str:
    """Gives a damaged file a name that nothing has; says which."""
    names = (path.with_name(f"{path.name}.damaged{number}") for number in ("", *(f"-{n}" for n in range(2, 1000))))
    kept = next(name for name in names if not os.path.lexists(name))
    path.rename(kept)
    return f"{path} was damaged; what it held is kept as {kept.name}"


def must_be_own(folder: RunFolder) -> None:
    """Refuses to change a run that comes with the project.

    Raises:
        RunError: If it is a bundled one.
    """
    if is_bundled(folder):
        raise RunError(
            f"`{folder.name}` comes with the project and is not changed; export and import it to have a copy"
        )
