"""Trainings that run on their own: started, watched and stopped from elsewhere, one at a time in a folder of runs.

A training is a process with a session of its own, so it outlives whoever started it: a closed tab, a server that ends.
The run's folder and a lock beside the runs are all that the two sides share. The lock is the system's (``flock``): the
training inherits it, and it is free at the moment when the training ends, however it ends. So it is never stale; the
line in its file says whose it is.
"""

import contextlib
import fcntl
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ladder import processes
from ladder.config import Config
from ladder.errors import RunError
from ladder.runs import ALIVE, LOG, RunFolder

LOCK = ".training.lock"
PATIENCE = 20.0  # seconds that a training has to save and end
MOMENT, ENDING, PAUSE = 0.2, 10.0, 0.02  # seconds: a glance at the lock, the end of a process, between two tries
STARTING, ENDED = "starting", ("stopped", "finished", "failed")
TEMPORARY = re.compile(r"\..+\.[0-9a-f]{32}")  # what a killed process may leave of a file it was writing

_children: dict[int, "subprocess.Popen[bytes]"] = {}  # started by this process, to be waited for when they end


@dataclass(frozen=True)
class Holder:
    """Whose the lock is.

    Attributes:
        run: The name of the run that is being trained.
        pid: The number of the training's process; 0 where it is not known.
        since: When that process began (see :mod:`ladder.processes`).
    """

    run: str
    pid: int = 0
    since: str | None = None


def start(config: Config, path: Path) -> RunFolder:
    """Makes a new run and starts its training in a process of its own.

    Raises:
        RunError: If another training runs in this folder of runs, which is named, or ``path`` is taken.
    """
    with _lock(path) as lock:
        folder = RunFolder.create(path, config)
        _launch(folder, lock, {})
    return folder


def resume(folder: RunFolder) -> None:
    """Goes on with a run from its last checkpoint, or from the beginning where there was none yet.

    Raises:
        RunError: If another training runs in this folder of runs, or this one is finished.
    """
    with _lock(folder.path) as lock:
        before = folder.status()
        if before.get("state") in ("running", "finished"):
            raise RunError(f"`{folder.name}` is {before['state']}; there is nothing to go on with")
        if _still_runs(before):
            raise RunError(f"`{folder.name}` is silent, but its process {before['pid']} still runs; end that first")
        for left in folder.path.rglob(".*"):
            if TEMPORARY.fullmatch(left.name):
                left.unlink(missing_ok=True)
        _launch(folder, lock, before)


def stop(folder: RunFolder, patience: float = PATIENCE) -> threading.Thread:
    """Asks the training to save and end after its step; what does not within ``patience`` seconds is killed.

    Returns:
        What waits for the end, at once; ``join`` it to wait too.

    Raises:
        RunError: If the run is not being trained from here.
    """
    holder = holding(folder.path.parent)
    if holder is None or holder.run != folder.name:
        raise RunError(f"`{folder.name}` is not being trained from the app; there is nothing to stop")
    if not holder.pid:
        raise RunError(f"the process that trains `{folder.name}` is not known yet; try again in a moment")
    _signal(holder, signal.SIGTERM)
    waiting = threading.Thread(target=_insist, args=(folder, holder, patience), daemon=True)
    waiting.start()
    return waiting


def holding(root: Path) -> Holder | None:
    """Whose training runs in this folder of runs; None where none does."""
    _reap()
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


def log_tail(folder: RunFolder, lines: int = 20) -> list[str]:
    """The last lines of the log."""
    try:
        with (folder.path / LOG).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 2000 * lines))
            return file.read().decode("utf-8", "replace").splitlines()[-lines:]
    except FileNotFoundError:
        return []


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[int]:
    """The lock of the folder of runs that ``path`` lies in, held until it is closed here and in the training."""
    root = path.parent
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("a+b", buffering=0) as file:
        begun = time.monotonic()
        while not _taken(file):
            holder = holding(root)
            if time.monotonic() - begun > (ENDING if holder and _is_ending(root, holder) else MOMENT):
                who = f"`{holder.run}` (process {holder.pid})" if holder and holder.run else "another run"
                raise RunError(f"{who} is being trained, one at a time; wait until it is done or stop it")
            time.sleep(PAUSE)
        _write_holder(file.fileno(), Holder(path.name))
        yield file.fileno()


def _taken(file: IO[bytes]) -> bool:
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _is_ending(root: Path, holder: Holder) -> bool:
    """Whether the training that holds the lock has said its last word and only its process is left."""
    with contextlib.suppress(RunError):
        return bool(holder.run) and RunFolder(root / holder.run).status().get("state") in ENDED
    return False


def _launch(folder: RunFolder, lock: int, before: dict[str, Any]) -> None:
    """Starts the training of a run whose folder is ready, and hands it the lock."""
    folder.write_status(**(before | {"state": STARTING, "message": STARTING}))
    folder.log(f"{STARTING} on its own")
    with (folder.path / LOG).open("ab") as log:
        try:
            process = subprocess.Popen(
                _command(folder),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=(lock,),
                env=_environment(),
            )
        except OSError as error:
            folder.write_status(state="failed", message=f"could not be started: {error}")
            raise RunError(f"the training could not be started ({error})") from None
    _children[process.pid] = process
    _write_holder(lock, Holder(folder.name, process.pid, processes.started(process.pid)))


def _command(folder: RunFolder) -> list[str]:
    return [sys.executable, "-m", "ladder.cli", "train", "--resume", str(folder.path.resolve()), "--quiet"]


def _environment() -> dict[str, str]:
    """This process's, with a core left to it, and this very package to be found."""
    threads = os.environ.get("OMP_NUM_THREADS") or str(max(1, (os.cpu_count() or 2) - 1))
    package = str(Path(__file__).resolve().parent.parent)
    found = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    return os.environ | {"OMP_NUM_THREADS": threads, "PYTHONPATH": found, "PYTHONUNBUFFERED": "1"}


def _write_holder(lock: int, holder: Holder) -> None:
    line = json.dumps(vars(holder)).encode()
    os.ftruncate(lock, 0)
    os.write(lock, line)  # opened to append: at the start of what is now empty


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
        if written.get("state") == "running" and _still_runs(written):  # before that, it is its starter's
            return Holder(holder.run, written["pid"], written["since"])
    return Holder(holder.run)


def _still_runs(written: dict[str, Any]) -> bool:
    """Whether the process that wrote a status is here, another than this one, and alive."""
    pid, here = written.get("pid", 0), written.get("place") == processes.place()
    return pid != os.getpid() and here and processes.is_alive(pid, written.get("since"))


def _signal(holder: Holder, number: signal.Signals) -> None:
    """To the whole session of the training, once more sure that it is that process."""
    with contextlib.suppress(ProcessLookupError):
        if processes.is_alive(holder.pid, holder.since):
            os.killpg(holder.pid, number)  # it leads a group of its own


def _insist(folder: RunFolder, holder: Holder, patience: float) -> None:
    until = time.monotonic() + patience
    while processes.is_alive(holder.pid, holder.since):
        if time.monotonic() > until:
            _signal(holder, signal.SIGKILL)
            until += patience
        time.sleep(0.05)
        _reap()
    found = status(folder)
    if found.get("state") == "dead":  # killed, or ended before it could hear
        folder.write_status(**(found | {"state": "stopped", "message": "stopped; what was saved last is kept"}))


def _reap() -> None:
    """Waits for those of this process's trainings that have ended, so that no zombie is left."""
    for pid, process in list(_children.items()):
        if process.poll() is not None:
            _children.pop(pid, None)


def _last_words(folder: RunFolder) -> dict[str, Any]:
    """What a training that ended without a status has said: the user's mistake is its last line."""
    last = next(iter(log_tail(folder, 1)), "")
    return {"state": "failed", "message": last.removeprefix("error: ")} if last.startswith("error: ") else {}
