"""A lock that one at a time holds: the system's, so free at the moment when its holder ends, however it ends."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

LACKING = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)  # of a file system that knows no locks
PAUSE = 0.02  # seconds between two tries


class HeldError(Exception):
    """Somebody else holds the lock; says who and what for, where that is known."""


@contextlib.contextmanager
def held(path: Path, doing: str, patience: float) -> Iterator[None]:
    """Holds the lock of this file, which is made and, by its holder alone, may be removed again.

    In a folder that only can be read, and where the file system knows no locks, it goes on without.

    Args:
        path: The file.
        doing: What is done meanwhile, a participle: others are told.
        patience: Seconds to wait for the lock.

    Raises:
        HeldError: If another holds it for longer, in this process or in another one.
        OSError: If its folder is not there, or the file is not to be opened.

    Example:
        >>> import tempfile
        >>> path = Path(tempfile.mkdtemp()) / "lock"
        >>> with held(path, "trained", 0.0):
        ...     with held(path, "moved", 0.0):
        ...         pass
        Traceback (most recent call last):
        ladder.files.locks.HeldError: being trained by process ...
    """
    path.parent.stat()  # `FileLock` would make a folder that is gone
    lock = FileLock(path, timeout=patience, poll_interval=PAUSE, fallback_to_soft=False)
    try:
        lock.acquire()
        path.write_text(f"being {doing} by process {os.getpid()}", encoding="utf-8")
    except Timeout:
        raise HeldError(_holder(path)) from None
    except OSError as error:
        if error.errno not in LACKING and os.access(path.parent, os.W_OK):
            raise
    try:
        yield
    finally:
        lock.release()


def _holder(path: Path) -> str:
    """What the holder says of itself, which it may not have come to yet."""
    with contextlib.suppress(OSError):
        if said := path.read_text(encoding="utf-8", errors="replace"):
            return said
    return "in use by another process"
