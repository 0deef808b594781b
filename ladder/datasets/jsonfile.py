"""JSON files: their entries, and errors that say where one is wrong."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ladder.datasets.text import open_text
from ladder.errors import DataError


def read_json(path: Path) -> dict[str, Any]:
    """The file's object.

    Raises:
        DataError: If it is missing, a Git LFS pointer, no JSON, or no object.
    """
    try:
        content = json.load(open_text(path))
    except json.JSONDecodeError as error:
        raise DataError(f"{path}:{error.lineno}: not JSON ({error.msg}); get the file again") from None
    if not isinstance(content, dict):
        raise DataError(f"{path}:1: expected an object, got {type(content).__name__}; is it the right file?")
    return content


def entries(parent: dict[str, Any], path: Path, key: str, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a list, each with the words that name it in messages.

    Raises:
        DataError: If there is no such list, or it holds anything else.
    """
    values = parent.get(key)
    if not isinstance(values, list):
        place = f" in {where}" if where else ""
        raise DataError(f"{path}: expected a list `{key}`{place}; is it the right file?")
    for number, value in enumerate(values):
        name = f"`{key}[{number}]`"
        if not isinstance(value, dict):
            raise DataError(f"{path}: expected an object in {name}, got {type(value).__name__}; mend the file")
        yield name, value


def field(entry: dict[str, Any], path: Path, where: str, key: str) -> Any:
    """A value that must be there.

    Raises:
        DataError: If it is not.
    """
    if key not in entry:
        raise DataError(f"{path}: {where} has no `{key}`; mend the file or get it again")
    return entry[key]
