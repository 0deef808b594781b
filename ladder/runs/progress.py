"""How a training goes, on disk: its status, a line of figures a step and a validation, a table of what the loss did."""

import json
import time
from pathlib import Path
from typing import Any

from ladder.errors import RunError
from ladder.files import processes
from ladder.files.atomic import write_atomically
from ladder.runs.embeddings import write_table

ALIVE = ("starting", "running")  # states that only a process that runs may have
STALE_AFTER = 60.0  # seconds without a heartbeat after which a training is taken for dead
Kinds = dict[str, type | tuple[type, ...]]
WHOLE = dict.fromkeys(("epoch", "epochs", "step", "steps"), int)
OF_STATUS: Kinds = {"state": str, "message": str, "heartbeat": (int, float), **WHOLE}
OF_LINE: Kinds = {"kind": str, "step": int}
OF_VALIDATION: Kinds = OF_LINE | {"epoch": int, "figures": dict}


def status(path: Path) -> dict[str, Any]:
    """The status as written; ``state`` is ``dead`` where a training stopped without saying so, none where it never was.

    Raises:
        RunError: If the file is damaged.
    """
    found = read_json(path)
    wrong = [name for name, kind in OF_STATUS.items() if name in found and not isinstance(found[name], kind)]
    if wrong or (found.get("state") in ALIVE and "heartbeat" not in found):
        raise damaged(path, f"`{(*wrong, 'heartbeat')[0]}` is not what it should be")
    if found.get("state") in ALIVE and _has_ended(found):
        found["state"] = "dead"
    return found


def lines(path: Path) -> list[dict[str, Any]]:
    """All lines of figures; a last line that was cut off while being written is left out.

    Raises:
        RunError: If one is damaged.
    """
    return [_line(path, text) for text in _whole_lines(path)]


def validations(path: Path) -> list[dict[str, Any]]:
    """The lines of figures that are of a validation, without reading those of the steps.

    Raises:
        RunError: If one is damaged.
    """
    found = (_line(path, text) for text in _whole_lines(path) if '"validation"' in text)
    kept = [_checked(path, line, OF_VALIDATION) for line in found if line["kind"] == "validation"]
    if not all(value is None or isinstance(value, float | int) for line in kept for value in line["figures"].values()):
        raise damaged(path, "a figure is no number")
    return kept


def write_lines(path: Path, lines: list[dict[str, Any]]) -> None:
    """Replaces all lines of figures."""
    write_atomically(path, "".join(json.dumps(line) + "\n" for line in lines).encode())


def levels(path: Path) -> list[dict[str, Any]]:
    """The rows of the table of what the loss did, a row per logged batch and direction.

    Raises:
        RunError: If it is damaged.
    """
    from pyarrow import ArrowException, BufferReader, parquet

    if not path.exists():
        return []
    try:
        return parquet.read_table(BufferReader(path.read_bytes())).to_pylist()  # at once: it may be replaced meanwhile
    except ArrowException as error:
        raise damaged(path, error) from None


def write_levels(path: Path, rows: list[dict[str, Any]]) -> None:
    """Replaces that table."""
    import pyarrow

    write_table(path, pyarrow.Table.from_pylist(rows))


def read_json(path: Path) -> dict[str, Any]:
    """What a JSON file of a run holds; nothing where it is not there.

    Raises:
        RunError: If it is damaged.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError) as error:
        raise damaged(path, error) from None
    if not isinstance(found, dict):
        raise damaged(path, "it holds no names and values")
    return found


def damaged(path: Path, why: object) -> RunError:
    """The error of a file that the run can do without."""
    return RunError(f"{path} is damaged ({why}); delete it, the run is opened without it")


def _whole_lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except ValueError as error:
        raise damaged(path, error) from None
    return [line for line in text.splitlines(keepends=True) if line.endswith("\n")]


def _line(path: Path, text: str) -> dict[str, Any]:
    try:
        return _checked(path, json.loads(text), OF_LINE)
    except (ValueError, RecursionError) as error:
        raise damaged(path, error) from None


def _checked(path: Path, line: Any, kinds: Kinds) -> dict[str, Any]:
    if not isinstance(line, dict) or not all(isinstance(line.get(name), kind) for name, kind in kinds.items()):
        raise damaged(path, f"a line lacks one of {', '.join(kinds)}")
    return line


def _has_ended(status: dict[str, Any]) -> bool:
    """Whether the process that wrote the status is known to be gone, or has been silent too long to be there."""
    silent = time.time() - status["heartbeat"] > STALE_AFTER
    here = status.get("place") == processes.place()
    return silent or (here and not processes.is_alive(status.get("pid", 0), status.get("since")))
