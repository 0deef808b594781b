"""Trainings that run on their own: started, watched and stopped from elsewhere, one at a time in a folder of runs.

A training is a process with a session of its own, so it outlives whoever started it: a closed tab, a server that ends.
The run's folder and the lock beside the runs (:mod:`ladder.runs.activity`) are all that the two sides share.
"""

import contextlib
import fcntl
import json
import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from ladder.errors import RunError
from ladder.files import processes
from ladder.runs.activity import LOCK, STARTING, Holder, holding, status, still_runs
from ladder.runs.config import Config
from ladder.runs.folder import RunFolder
from ladder.training.schedule import check_warm_up

PATIENCE = 20.0  # seconds that a training has to save and end
MOMENT, ENDING, PAUSE = 0.2, 10.0, 0.02  # seconds: a glance at the lock, the end of a process, between two tries
ENDED = ("stopped", "finished", "failed")
TEMPORARY = re.compile(r"\..+\.[0-9a-f]{32}")  # what a killed process may leave of a file it was writing


def start(config: Config, path: Path) -> RunFolder:
    """Makes a new run and starts its training in a process of its own.

    Raises:
        ConfigError: If its warm-up leaves nothing to its loss.
        RunError: If another training runs in this folder of runs, which is named, or ``path`` is taken.
    """
    check_warm_up(config)
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
        if still_runs(before):
            raise RunError(f"`{folder.name}` is silent, but its process {before['pid']} still runs; end that first")
        with folder.in_use():
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
    arguments = ["train", "--resume", str(folder.path.resolve()), "--quiet"]
    threads = os.environ.get("OMP_NUM_THREADS") or str(max(1, (os.cpu_count() or 2) - 1))  # a core is left to others
    try:
        pid = processes.launch(arguments, folder.log_file, {"OMP_NUM_THREADS": threads}, handed=(lock,))
    except OSError as error:
        folder.write_status(state="failed", message=f"could not be started: {error}")
        raise RunError(f"the training could not be started ({error})") from None
    _write_holder(lock, Holder(folder.name, pid, processes.started(pid)))


def _write_holder(lock: int, holder: Holder) -> None:
    line = json.dumps(vars(holder)).encode()
    os.ftruncate(lock, 0)
    os.write(lock, line)  # opened to append: at the start of what is now empty


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
        processes.reap()
    found = status(folder)
    if found.get("state") == "dead":  # killed, or ended before it could hear
        folder.write_status(**(found | {"state": "stopped", "message": "stopped; what was saved last is kept"}))
