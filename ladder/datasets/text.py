"""Text files: UTF-8, or an error that names the line."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from ladder.datasets.draft import Draft
from ladder.datasets.pictures import LFS_MEND, LFS_POINTER
from ladder.datasets.problem import BrokenFileError


def read_text(path: Path) -> str:
    """The file's text; a byte order mark is dropped.

    Raises:
        BrokenFileError: If it is missing, a Git LFS pointer, or not UTF-8: names file and line.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise BrokenFileError(path, None, "no such file", "put it there or look at the path") from None
    except OSError as error:
        raise BrokenFileError(path, None, f"cannot be read ({error.strerror})", "look at its permissions") from None
    if content.startswith(LFS_POINTER):
        raise BrokenFileError(path, None, "a Git LFS pointer, not the file", LFS_MEND)
    odd = content.find(b"\0")  # UTF-16 has them, text in UTF-8 has not
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        odd = error.start
    if odd >= 0:
        line = content.count(b"\n", 0, odd) + 1
        raise BrokenFileError(path, line, "not UTF-8 text", "save the file as UTF-8")
    return text


def read_lines(path: Path) -> list[str]:
    r"""The file's lines without their ends, which are ``\n`` or ``\r\n`` and nothing else."""
    lines = read_text(path).split("\n")
    return [line.removesuffix("\r") for line in (lines if lines[-1] else lines[:-1])]


def read_csv(path: Path, draft: Draft) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file, each with the line that it begins at; damaged ones become problems of the draft."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            draft.problem(path, line, f"not CSV ({error})", "put texts in quotes, and double the quotes within them")
            continue
        if row:
            yield line, row
