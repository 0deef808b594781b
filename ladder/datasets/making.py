"""Image features made beside whoever asked for them: started, watched, and told when they are done or have failed."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ladder.datasets.features import ABOUT
from ladder.errors import DataError
from ladder.files import processes
from ladder.files.atomic import write_atomically

JOB, LOG = "making.json", "making.log"
TAIL = 4000  # bytes of the log that are looked at


@dataclass(frozen=True)
class Making:
    """How far the features of a folder are.

    Attributes:
        done: Images that are done.
        rows: Images in all; 0 until it is known.
        alive: Whether a process is at work.
        message: What it said last, where it ended before it was done; else empty.
    """

    done: int
    rows: int
    alive: bool
    message: str

    @property
    def is_whole(self) -> bool:
        """Whether all are there."""
        return 0 < self.rows == self.done


def start(spec: str, backbone: str, folder: Path) -> None:
    """Starts ``ladder features`` in a process of its own, which outlives the caller; it goes on where one stopped.

    Args:
        spec: The data set.
        backbone: A local ``transformers`` directory.
        folder: Where the features are kept.

    Raises:
        DataError: If they are being made already.
    """
    if look(folder).alive:
        raise DataError(f"the features in `{folder}` are being made already; wait for them")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LOG).write_bytes(b"")
    arguments = ["features", spec, "--backbone", backbone, "--out", str(folder), "--quiet"]
    pid = processes.launch(arguments, folder / LOG, {})
    job = {"pid": pid, "since": processes.started(pid), "place": processes.place()}
    write_atomically(folder / JOB, json.dumps(job).encode())


def look(folder: Path) -> Making:
    """How far the features of a folder are; all zero where none were ever asked for."""
    processes.reap()
    about, job = _json(folder / ABOUT), _json(folder / JOB)
    done, rows = int(about.get("done", 0)), int(about.get("rows", 0))
    alive = job.get("place") == processes.place() and processes.is_alive(int(job["pid"]), job["since"])
    ended = bool(job) and not alive and not 0 < rows == done
    return Making(done, rows, alive, _last_line(folder / LOG) if ended else "")


def _json(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _last_line(path: Path) -> str:
    """What the process said last."""
    try:
        lines = path.read_bytes()[-TAIL:].decode(errors="replace").splitlines()
    except OSError:
        lines = []
    said = next((line for line in reversed(lines) if line.strip()), "")
    return said.removeprefix("error: ") or "the process ended without a word"
