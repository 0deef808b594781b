"""Processes: the ladder in one of its own, and which process a number stands for: the system gives numbers again."""

import functools
import hashlib
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ladder.files.shipped import ROOT

PROC = Path("/proc")
LADDER = (sys.executable, "-m", "ladder")

_children: list["subprocess.Popen[bytes]"] = []  # started here, to be waited for when they end


def launch(arguments: Sequence[str], log: Path, environment: Mapping[str, str], *, handed: Sequence[int] = ()) -> int:
    """Starts ``ladder`` with these arguments in a session of its own, which outlives the caller; returns its number.

    Args:
        arguments: A command and its options.
        log: The file to which all that it says is appended.
        environment: What differs from this process's.
        handed: Open files that it inherits.

    Raises:
        OSError: If it cannot be started.
    """
    with log.open("ab") as said:
        process = subprocess.Popen(
            [*LADDER, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=tuple(handed),
            env=_environment() | dict(environment),
        )
    _children.append(process)
    return process.pid


def ask(module: str, arguments: Sequence[str], *, patience: float) -> "subprocess.CompletedProcess[str]":
    """Runs a module of this package in a process of its own, and waits for what it says.

    Args:
        module: Its name.
        arguments: Its arguments.
        patience: Seconds that it may take.

    Raises:
        TimeoutError: If it takes longer; it is ended.
    """
    try:
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=patience,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"`{module}` did not end within {patience:.0f} s") from None


def share_out(module: str, arguments: Sequence[str], lines: Sequence[str]) -> Iterator[str]:
    """Runs a module of this package in a process for each core, each reading its share of the lines.

    Args:
        module: Its name.
        arguments: Its arguments.
        lines: Without line ends.

    Yields:
        Each line that one of them writes, as it comes. What a process leaves undone is the caller's to find; all are
        ended when the caller stops listening.
    """
    listen, speak = os.pipe()
    several = [_reading(lines[first :: cores()], module, arguments, speak) for first in range(cores())]
    os.close(speak)
    try:
        with os.fdopen(listen, encoding="utf-8") as said:
            yield from (line.rstrip("\n") for line in said)
    finally:
        for child in several:
            child.terminate()
            child.wait()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _reading(lines: Sequence[str], module: str, arguments: Sequence[str], speak: int) -> "subprocess.Popen[bytes]":
    """A module in a process of its own that reads these lines and writes to an open file."""
    with tempfile.TemporaryFile() as given:
        given.write("".join(f"{line}\n" for line in lines).encode())
        given.seek(0)
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.Popen(command, stdin=given, stdout=speak, stderr=subprocess.DEVNULL, env=_environment())


def _environment() -> dict[str, str]:
    """This process's, in which a child finds this package, and says at once what it says."""
    found = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return os.environ | {"PYTHONPATH": found, "PYTHONUNBUFFERED": "1"}


def reap() -> None:
    """Waits for those of this process's children that have ended, so that no zombie is left."""
    _children[:] = [child for child in _children if child.poll() is None]


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
