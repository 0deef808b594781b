"""What people note about a run: tags and a note, kept in its folder."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from ladder.errors import RunError
from ladder.files.atomic import write_atomically
from ladder.runs.finding import is_bundled
from ladder.runs.folder import RunFolder

MOST_TAGS, LONGEST_TAG, LONGEST_NOTE = 20, 40, 4000  # tags, letters, letters


@dataclass(frozen=True)
class About:
    """Tags by the alphabet, each once, and a note of any lines."""

    tags: tuple[str, ...] = ()
    note: str = ""


def read(folder: RunFolder) -> About:
    """What is noted; nothing where nothing is, or where the file is damaged."""
    try:
        written = json.loads((folder.about_file).read_text(encoding="utf-8"))
        return About(tuple(str(tag) for tag in written["tags"]), str(written["note"]))
    except (OSError, ValueError, KeyError, TypeError):
        return About()


def write(folder: RunFolder, *, tags: Iterable[str] | None = None, note: str | None = None) -> About:
    """Replaces the tags, the note, or both; what is None stays.

    Raises:
        RunError: If the run is a bundled one, or there are too many tags or letters.
    """
    must_be_own(folder)
    before = read(folder)
    about = About(
        tags=before.tags if tags is None else tuple(sorted({tag.strip() for tag in tags} - {""})),
        note=before.note if note is None else note.strip(),
    )
    if len(about.tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG or not tag.isprintable() for tag in about.tags):
        raise RunError(f"at most {MOST_TAGS} tags of at most {LONGEST_TAG} letters each, on one line")
    if len(about.note) > LONGEST_NOTE:
        raise RunError(f"the note has {len(about.note):,} letters, at most {LONGEST_NOTE:,} are kept; shorten it")
    write_atomically(folder.about_file, json.dumps(vars(about), ensure_ascii=False, indent=1).encode())
    return about


def must_be_own(folder: RunFolder) -> None:
    """Refuses to change a run that comes with the project.

    Raises:
        RunError: If it is a bundled one.
    """
    if is_bundled(folder):
        raise RunError(
            f"`{folder.name}` comes with the project and is not changed; export and import it to have a copy"
        )
