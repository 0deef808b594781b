"""Which process a number stands for: it may have ended, and the system gives numbers again."""

import functools
import hashlib
import os
import platform
import subprocess
from pathlib import Path

PROC = Path("/proc")


def started(pid: int) -> str | None:
    """When the process of this number began, as the system counts; None where none runs any more.

    A process that has ended and was not yet waited for counts as ended.

    Example:
        >>> started(os.getpid()) is not None, started(2**22 + 1) is None
        (True, True)
    """
    if pid <= 0:
        return None
    return _by_proc(pid) if (PROC / "self" / "stat").exists() else _by_ps(pid)


def is_alive(pid: int, since: str | None) -> bool:
    """Whether the process that had this number when it began at ``since`` still runs.

    Example:
        >>> is_alive(os.getpid(), started(os.getpid())), is_alive(os.getpid(), "of another process")
        (True, False)
    """
    return since is not None and started(pid) == since


@functools.cache
def place() -> str:
    """16 hexadecimal digits for where process numbers mean the same: this machine, since it started, this container."""
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        space = os.readlink(PROC / "self/ns/pid")
    except OSError:
        boot, space = platform.node(), platform.system()
    return hashlib.sha256(f"{boot} {space}".encode()).hexdigest()[:16]


def _by_proc(pid: int) -> str | None:
    try:
        fields = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]  # state; start time in ticks since boot (proc(5): 3 and 22)


def _by_ps(pid: int) -> str | None:
    done = subprocess.run(["ps", "-o", "state=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    state, _, since = done.stdout.strip().partition(" ")
    return since.strip() if since and not state.startswith("Z") else None
