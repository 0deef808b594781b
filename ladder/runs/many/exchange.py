"""A run as one file: written with a list of what it holds, and held to that list when it is read.

The file is a ZIP of the run's folder and a ``manifest.json`` that names every file with its size and its SHA-256.
"""

import hashlib
import json
import uuid
import zlib
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from ladder.errors import DataError, LadderError, RunError
from ladder.files import archives
from ladder.files.archives import Limits
from ladder.runs import activity
from ladder.runs.finding import root as own_root
from ladder.runs.folder import RunFolder
from ladder.runs.many.names import check_name
from ladder.runs.progress import ALIVE

MANIFEST, FORMAT, VERSION = "manifest.json", "ladder-run", 1
DENSE = (".safetensors", ".npy", ".parquet")  # do not get smaller
SUFFIXES = (*DENSE, ".toml", ".json", ".jsonl", ".txt")  # all that a run holds; none of them can hold code
LIMITS = Limits(files=10_000, size=32 * 2**30)
UNREADABLE = (BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, TypeError, RuntimeError)


def export(folder: RunFolder, path: Path) -> Path:
    """Writes a run as one file, whole or not at all.

    Raises:
        RunError: If it is being trained, or there is a file of this name, or no folder to put it into.
    """
    if path.exists() or not path.parent.is_dir():
        raise RunError(f"`{path}` exists or its folder does not; give another name")
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with temporary.open("xb") as file:
            write(folder, file)
        temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def write(folder: RunFolder, file: BinaryIO) -> None:
    """Writes a run as one file into what is open for it.

    Raises:
        RunError: If it is being trained.
    """
    if activity.status(folder).get("state") in ALIVE:
        raise RunError(f"`{folder.name}` is being trained; stop it first, or wait")
    listed = {}
    with folder.in_use("exported"), folder.changing("exported"), ZipFile(file, "w") as archive:
        for name in (name for name in folder.files() if name.endswith(SUFFIXES)):
            data = (folder.path / name).read_bytes()
            listed[name] = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            archive.writestr(name, data, ZIP_STORED if name.endswith(DENSE) else ZIP_DEFLATED)
        about = {"format": FORMAT, "version": VERSION, "name": folder.name, "files": listed}
        archive.writestr(MANIFEST, json.dumps(about, indent=1, ensure_ascii=False), ZIP_DEFLATED)


def take_in(source: Path | BinaryIO, root: Path | None = None, *, name: str | None = None) -> RunFolder:
    """Brings a run in from one file: unpacked aside, held to its list, moved into place.

    Args:
        source: The file, or its content open for reading.
        root: The folder of runs.
        name: Another name to give it.

    Raises:
        RunError: If the file is not a whole run as :func:`export` writes it, or the name is taken; nothing is left.
    """
    root = root or own_root()
    try:
        target = root / check_name(name if name is not None else _name(source))
        with archives.aside(target) as folder:
            _hold_to_manifest(folder, archives.unpack(source, folder, LIMITS))
            (folder / MANIFEST).unlink()
            run = RunFolder.open(folder)
            run.config, run.status()
    except LadderError as error:
        raise RunError(str(error)) from None
    except OSError as error:
        raise RunError(f"the run could not be brought in ({error.strerror or error})") from None
    return RunFolder(target)


def _name(source: Path | BinaryIO) -> str:
    """The run's name by the list, before anything is unpacked."""
    try:
        with ZipFile(source) as archive, archive.open(MANIFEST) as file:
            about = json.loads(file.read(archives.CHUNK * 8))
        return str(about["name"])
    except FileNotFoundError:
        raise RunError(f"there is no file `{source}`") from None
    except UNREADABLE as error:
        raise RunError(f"not a run in one file, as `ladder export` writes it ({type(error).__name__})") from None


def _hold_to_manifest(folder: Path, names: list[str]) -> None:
    """Every file is listed and as listed, every listed file is there, and none is of a kind that no run holds."""
    about = _manifest(folder)
    if about.get("format") != FORMAT or about.get("version") != VERSION:
        raise RunError(f"not a run of format {FORMAT} {VERSION}; export it again with this version")
    listed, there = about.get("files"), set(names) - {MANIFEST}
    if not isinstance(listed, dict) or set(listed) != there:
        raise RunError("the file does not hold what its list says; export the run again")
    for name in sorted(there):
        if not name.endswith(SUFFIXES) or any(part.startswith(".") for part in name.split("/")):
            raise RunError(f"`{name}` is no file of a run; export it again from the run's folder")
        with (folder / name).open("rb") as file:
            hashed = hashlib.file_digest(file, "sha256").hexdigest()
        if listed[name] != {"size": (folder / name).stat().st_size, "sha256": hashed}:
            raise RunError(f"`{name}` is not what it was when the run was exported; export it again")


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        about = None
    if not isinstance(about, dict):
        raise DataError(f"not a run in one file: no readable {MANIFEST} in it")
    return about
