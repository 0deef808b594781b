"""Vocabularies of VSE++ and SCAN, JSON or pickle, read as data: nothing in them can run."""

import io
import json
import pickle
import pickletools
from pathlib import Path
from typing import Any

from ladder.errors import DataError
from ladder.models.vocabulary import SPECIAL

MOST_BYTES = 64 * 2**20
THEIRS = ("<pad>", "<start>", "<end>", "<unk>")  # of the numbers 0 to 3, as ours


class WordTable:
    """What stands in for the class ``Vocabulary`` of a pickle: its attributes, and nothing else."""

    word2idx: dict[str, int]


class _Reader(pickle.Unpickler):
    """Knows one class by name, whatever the module was called, and gives our own for it."""

    def find_class(self, module: str, name: str) -> Any:
        if name == "Vocabulary" and module.rpartition(".")[2] in ("vocab", "__main__"):
            return WordTable
        raise pickle.UnpicklingError(f"it names `{module}.{name}`, which a vocabulary has no need of")


def read_vocabulary(path: Path) -> list[str]:
    """The words in the order of their numbers, from 4; 0 to 3 are padding, start, end and unknown.

    Args:
        path: ``.json`` with ``word2idx`` (SCAN), or a pickle of the class ``Vocabulary`` (VSE++), of which only plain
            values are read.

    Raises:
        DataError: If it is missing, damaged or too large, names what could run, or the numbers are not those of words.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
    except OSError as error:
        raise DataError(f"no vocabulary `{path}` ({error.strerror}); look at the path") from None
    if content is None:
        raise DataError(f"{path}: more than {MOST_BYTES:,} bytes, no vocabulary is; look whether it is one")
    table = _from_json(path, content) if path.suffix.lower() == ".json" else _from_pickle(path, content)
    if not isinstance(table, dict) or not all(
        isinstance(word, str) and type(number) is int for word, number in table.items()
    ):
        raise DataError(f"{path}: expected `word2idx`, a number for each word; look whether it is a vocabulary")
    words = sorted(table, key=lambda word: table[word])
    if [table[word] for word in words] != list(range(len(words))):
        raise DataError(f"{path}: the words' numbers do not run from 0 to {len(words) - 1}; look whether it is whole")
    if tuple(words[: len(SPECIAL)]) != THEIRS:
        raise DataError(f"{path}: expected {', '.join(THEIRS)} as the numbers 0 to 3, got {words[: len(SPECIAL)]!a}")
    return words[len(SPECIAL) :]


def _from_json(path: Path, content: bytes) -> Any:
    try:
        read = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path}: not JSON ({error}); fetch it again") from None
    return read.get("word2idx") if isinstance(read, dict) else None


def _from_pickle(path: Path, content: bytes) -> Any:
    try:
        _check_memo(content)
        read = _Reader(io.BytesIO(content), encoding="utf-8").load()
    except pickle.UnpicklingError as error:
        raise DataError(f"{path}: not read as a vocabulary: {error}; nothing in it was run") from None
    except Exception as error:  # noqa: BLE001 - a damaged pickle can raise whatever its opcodes lead to
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise DataError(f"{path}: not a whole pickle ({reason}); fetch it again") from None
    return vars(read).get("word2idx") if isinstance(read, WordTable) else None


def _check_memo(content: bytes) -> None:
    """No place of the unpickler's memo lies beyond the file's length: it would be given memory for all before it."""
    for opcode, argument, _ in pickletools.genops(content):
        if opcode.name in ("PUT", "BINPUT", "LONG_BINPUT") and int(argument or 0) > len(content):
            raise pickle.UnpicklingError("it asks for far more memory than its length can need")
