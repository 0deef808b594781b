"""Whether a run is being trained now, by the lock of its folder of runs.

The lock is the system's (``flock``): a training inherits it from whoever starts it, and it is free at the moment when
the training ends, however it ends. So it is never stale; the line in its file says whose it is.
"""

import contextlib
import fcntl
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ladder.errors import RunError
from ladder.files import processes
from ladder.runs.folder import RunFolder
from ladder.runs.progress import ALIVE

LOCK = ".training.lock"
STARTING = "starting"


@dataclass(frozen=True)
class Holder:
    """Whose the lock is.

    Attributes:
        run: The name of the run that is being trained.
        pid: The number of the training's process; 0 where it is not known.
        since: When that process began (see :mod:`ladder.files.processes`).
    """

    run: str
    pid: int = 0
    since: str | None = None


def holding(root: Path) -> Holder | None:
    """Whose training runs in this folder of runs; None where none does."""
    processes.reap()
    try:
        file = (root / LOCK).open("rb")
    except FileNotFoundError:
        return None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _holder(root, file.read())
    return None


def status(folder: RunFolder) -> dict[str, Any]:
    """The run's status as :meth:`RunFolder.status` gives it, made sharper by the lock.

    ``silent`` is added: the seconds since the last heartbeat of a training that runs, 0 of any other. A training that
    ended before it began is ``failed``, with what it said.
    """
    found = folder.status()
    state = found.get("state")
    if state not in (*ALIVE, "dead"):
        return found | {"silent": 0.0}
    holder = holding(folder.path.parent)
    if holder is not None and holder.run == folder.name:
        alive = STARTING if found.get("message") == STARTING else "running"
        return found | {"state": alive, "silent": max(0.0, time.time() - found["heartbeat"])}
    found = folder.status()  # once more: it may have ended well since
    if found["state"] == "running":  # by itself, from the command line
        return found | {"silent": max(0.0, time.time() - found["heartbeat"])}
    if found["state"] in (STARTING, "dead"):
        found |= {"state": "dead"} | _last_words(folder)
    return found | {"silent": 0.0}


def _holder(root: Path, line: bytes) -> Holder:
    """What the lock says; the run's own status where whoever started it ended before it could name the process."""
    try:
        holder = Holder(**json.loads(line))
    except (ValueError, TypeError):
        return Holder("")
    if processes.is_alive(holder.pid, holder.since):
        return holder
    with contextlib.suppress(RunError):
        written = RunFolder(root / holder.run).status()
        if written.get("state") == "running" and still_runs(written):  # before that, it is its starter's
            return Holder(holder.run, written["pid"], written["since"])
    return Holder(holder.run)


def still_runs(written: dict[str, Any]) -> bool:
    """Whether the process that wrote a status is here, another than this one, and alive."""
    pid, here = written.get("pid", 0), written.get("place") == processes.place()
    return pid != os.getpid() and here and processes.is_alive(pid, written.get("since"))


def _last_words(folder: RunFolder) -> dict[str, Any]:
    """What a training that ended without a status has said: the user's mistake is its last line."""
    last = next(iter(folder.log_tail(1)), "")
    return {"state": "failed", "message": last.removeprefix("error: ")} if last.startswith("error: ") else {}
