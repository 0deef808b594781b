"""The store of what can be made again: a folder, and arrays computed once, a safetensors file a key."""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import safetensors
from safetensors.numpy import save

from ladder.files.atomic import write_atomically

Arrays = dict[str, np.ndarray]


def folder(*parts: str) -> Path:
    """A folder of the cache, made now: under ``LADDER_CACHE``, else under ``~/.cache/ladder``.

    Raises:
        OSError: If it cannot be made.
    """
    root = os.environ.get("LADDER_CACHE") or "~/.cache/ladder"
    path = Path(root).expanduser().joinpath(*parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def stored(kind: str, key: Mapping[str, Any], make: Callable[[], Arrays]) -> Arrays:
    """The arrays that ``make`` gives for this key: from the cache where they are there, else made and kept.

    The file's name is a hash of the whole key, so nothing stale is ever found; its content is checked against its
    own hash, and a damaged file is made again. A cache that cannot be written (no permission, a full disk) does not
    stop the work: the arrays are made and not kept.

    Args:
        kind: What the arrays are, the start of the file's name.
        key: All that decides the arrays, fit for JSON: hashes of the captions and of the model, settings, and a number
            that is raised when the method changes.
        make: Makes the arrays.

    Returns:
        The arrays by name.

    Example:
        >>> stored("zeros", {"count": 2, "method": 1}, lambda: {"values": np.zeros(2)})
        {'values': array([0., 0.])}
    """
    name = hashlib.sha256(json.dumps(key, sort_keys=True, allow_nan=False).encode()).hexdigest()
    try:
        path = folder("arrays") / f"{kind}-{name}.safetensors"
    except OSError:
        return make()
    arrays = _read(path)
    if arrays is None:
        arrays = make()
        with contextlib.suppress(OSError):
            write_atomically(path, save(arrays, metadata={"sha256": _hash(arrays)}))
    return arrays


def captions_hash(captions: Sequence[str]) -> str:
    """64 hexadecimal digits that change with any caption, their order or their number.

    Example:
        >>> captions_hash(["a b", "c"]) == captions_hash(["a", "b c"])
        False
    """
    return hashlib.sha256(json.dumps(list(captions)).encode()).hexdigest()


def _read(path: Path) -> Arrays | None:
    """The arrays of a file; None where it is missing or damaged."""
    try:
        with safetensors.safe_open(path, framework="numpy") as file:
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a dict
            metadata = file.metadata() or {}
    except (OSError, safetensors.SafetensorError):
        return None
    return arrays if metadata.get("sha256") == _hash(arrays) else None


def _hash(arrays: Arrays) -> str:
    """A hash of names and values."""
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(name.encode() + b"\0" + arrays[name].tobytes())
    return digest.hexdigest()
