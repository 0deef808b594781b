"""A folder that several processes share: its files, what has changed in it, and who has it or changes it."""

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ladder.errors import RunError
from ladder.files import locks

IN_USE, CHANGING = ".in-use.lock", ".changing.lock"
MOMENT, PATIENCE = 0.5, 30.0  # seconds that the two are waited for


class SharedFolder:
    """A folder with two locks: one for who has all of it for long, one for a short change.

    Args:
        path: The folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r})"

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self.path.name

    def files(self) -> list[str]:
        """The names of all files, ``/`` between parts; hidden ones are locks or half-written, and left out.

        Raises:
            RunError: If one is a link.
        """
        found = []
        for path in sorted(self.path.rglob("*")):
            name = path.relative_to(self.path)
            if path.is_symlink():
                raise RunError(f"`{name.as_posix()}` in `{self.name}` is a link; put the file itself there")
            if path.is_file() and not any(part.startswith(".") for part in name.parts):
                found.append(name.as_posix())
        return found

    def stamp(self, *parts: str) -> str:
        """32 hexadecimal digits that change with these files, and with what lies in these folders below it."""
        states = [f"{part} {state}" for part in parts for state in _states(os.path.join(self.path, part))]
        return hashlib.blake2b("\n".join(states).encode(), digest_size=16).hexdigest()

    @contextlib.contextmanager
    def in_use(self, doing: str = "trained") -> Iterator[None]:
        """One at a time has the folder for itself: whoever works in it for long, exports or moves it.

        Args:
            doing: What is done meanwhile, a participle; others are told.

        Raises:
            RunError: If another has it, whose process is named.
        """
        with self._held(IN_USE, doing, MOMENT):
            yield

    @contextlib.contextmanager
    def changing(self, doing: str = "changed") -> Iterator[None]:
        """One at a time reads, changes and writes what may be changed while another has the folder in use.

        Args:
            doing: Likewise.

        Raises:
            RunError: If another has not done so within half a minute, or the folder is gone.
        """
        with self._held(CHANGING, doing, PATIENCE):
            yield

    @contextlib.contextmanager
    def _held(self, lock: str, doing: str, patience: float) -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(locks.held(self.path / lock, doing, patience))
            except locks.HeldError as error:
                raise RunError(f"`{self.name}` is {error}; wait until that is done, or stop it") from None
            except FileNotFoundError:
                raise RunError(f"`{self.path}` is gone; it was renamed or deleted") from None
            try:
                yield
            finally:
                with contextlib.suppress(OSError):
                    (self.path / lock).unlink()  # wherever the folder is now; nobody else holds it


def _states(path: str) -> Iterator[str]:
    """Name, time and size of a file, or of all that lies in a folder; read without patterns, for pages ask often."""
    with contextlib.suppress(FileNotFoundError):
        state = os.stat(path)
        if stat.S_ISDIR(state.st_mode):
            with os.scandir(path) as entries:
                found = sorted((entry.name, entry.stat()) for entry in entries)
        else:
            found = [("", state)]
        yield from (f"{name} {one.st_mtime_ns} {one.st_size}" for name, one in found)
