"""ZIP files from elsewhere: checked before a byte is written, unpacked aside, moved into place only when whole."""

import contextlib
import os
import re
import shutil
import stat
import time
import unicodedata
import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile, ZipInfo

from ladder.errors import DataError

ASIDE = ".aside"  # beside the target, where what is not yet whole lies
LEFT_OVER = 24 * 3600  # seconds after which what was left there by a killed process is cleared away
CHUNK = 2**20  # bytes
LONGEST = 240  # bytes of a part of a name; file systems take 255
DEEPEST = 32  # folders within folders
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others need memory that the file decides on
LINK, REGULAR, FOLDER = stat.S_IFLNK, stat.S_IFREG, stat.S_IFDIR


@dataclass(frozen=True)
class Limits:
    """What an archive may unpack to.

    Attributes:
        files: Files and folders at most.
        size: Bytes of all files together.
        ratio: Bytes unpacked for each byte packed, over the whole archive.
    """

    files: int = 100_000
    size: int = 8 * 2**30
    ratio: int = 100


@contextlib.contextmanager
def aside(target: Path) -> Iterator[Path]:
    """A new folder to make something in, which becomes ``target`` at the end, or is removed where an error ends it.

    It lies beside the target, in ``.aside``, so that the move is one renaming. What a killed process left there is
    cleared away a day later.

    Raises:
        DataError: If there is something at ``target`` already, before or after.

    Example:
        >>> import tempfile
        >>> root = Path(tempfile.mkdtemp())
        >>> with aside(root / "made") as folder:
        ...     _ = (folder / "a.txt").write_text("whole")
        >>> sorted(path.name for path in root.iterdir())
        ['made']
    """
    if os.path.lexists(target):
        raise DataError(f"`{target}` exists; give another name or remove it first")
    shelter = target.parent / ASIDE
    folder = shelter / uuid.uuid4().hex
    folder.mkdir(parents=True)
    try:
        yield folder
        _move(folder, target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _clear(shelter)


def unpack(
    source: Path | BinaryIO, folder: Path, limits: Limits | None = None, *, wanted: Callable[[str], bool] | None = None
) -> list[str]:
    """Unpacks a ZIP file into an empty folder, or refuses it before anything is written.

    Refused are names that lead elsewhere (``..``, absolute, a drive, a backslash), links and devices, a name twice
    (also by case alone), encrypted members, and what goes beyond the limits by count, size or ratio. Sizes are counted
    again while unpacking and contents are held to their checksums; owners, modes and times are dropped.

    Args:
        source: The file, or its content open for reading in binary.
        folder: An empty folder, as :func:`aside` gives it; what is there after an error is for the caller to remove.
        limits: By default :class:`Limits`.
        wanted: Says of a file's name whether it is unpacked; the others are checked too, and left out.

    Returns:
        The names of the files that were unpacked, ``/`` between parts, in the archive's order.

    Raises:
        DataError: If it is no ZIP file, damaged or refused; one line that names the member.
        OSError: If it cannot be read or written.
    """
    limits = limits or Limits()
    try:
        with ZipFile(source) as archive:
            members = check(archive, limits)
            chosen = [member for member in members if wanted is None or wanted(member.filename)]
            _must_fit(folder, sum(member.file_size for member in chosen))
            for member in chosen:
                _write(archive, member, folder / member.filename)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise DataError(f"not a whole ZIP file ({_shown(str(error))}); make it or fetch it again") from None
    return [member.filename for member in chosen]


def check(archive: ZipFile, limits: Limits) -> list[ZipInfo]:
    """The files of an archive, all of whose members are safe to unpack by their own account.

    Raises:
        DataError: If one is not, or they are together too many or too large.
    """
    members = archive.infolist()
    if len(members) > limits.files:
        raise DataError(f"the archive holds {len(members):,} files, at most {limits.files:,} are unpacked; split it")
    size, packed = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    if size > limits.size:
        raise DataError(f"the archive unpacks to {size:,} bytes, at most {limits.size:,} are; split it")
    if size > limits.ratio * max(packed, CHUNK):  # a few repeated lines may shrink to nothing
        raise DataError(
            f"the archive unpacks to {size // max(packed, 1):,} times its size, at most {limits.ratio} times is; "
            "pack it again without what is all alike"
        )
    for member in members:
        _must_be_plain(member)
    _must_be_distinct(members)
    return [member for member in members if not member.is_dir()]


def _must_be_plain(member: ZipInfo) -> None:
    """A file or folder with a name that stays inside, packed in a way that is read."""
    name = _shown(member.filename)
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == LINK:
        raise DataError(f"`{name}` in the archive is a link; pack the file itself")
    if kind not in (0, REGULAR, FOLDER):
        raise DataError(f"`{name}` in the archive is neither a file nor a folder; leave it out")
    if member.flag_bits & 1:
        raise DataError(f"`{name}` in the archive is encrypted; pack it without a password")
    if member.compress_type not in METHODS:
        raise DataError(f"`{name}` in the archive is packed by method {member.compress_type}; use stored or deflate")
    if not _stays_inside(member):
        raise DataError(f"`{name}` in the archive would be written elsewhere or nowhere; use plain relative names")


def _stays_inside(member: ZipInfo) -> bool:
    name = member.orig_filename  # as it stands in the file: `filename` ends at a NUL and has its separators changed
    parts = name.removesuffix("/").split("/")
    return (
        name == member.filename
        and not re.search(r"[\\\x00-\x1f\x7f]|^[A-Za-z]:", name)
        and not any(part in ("", ".", "..") or part != part.rstrip(" .") for part in parts)
        and all(len(part.encode("utf-8", "surrogateescape")) <= LONGEST for part in parts)
        and len(parts) <= DEEPEST
    )


def _must_be_distinct(members: list[ZipInfo]) -> None:
    """No name twice, not by case or accents alone either, and no file that is a folder of another."""
    seen: dict[str, ZipInfo] = {}
    for member in members:
        if seen.setdefault(_folded(member), member) is not member:
            raise DataError(f"`{_shown(member.filename)}` is twice in the archive; leave one out")
    for member in members:
        parts = _folded(member).split("/")
        for length in range(1, len(parts)):
            above = seen.get("/".join(parts[:length]))
            if above is not None and not above.is_dir():
                raise DataError(f"`{_shown(above.filename)}` is a file and a folder in the archive; leave one out")


def _folded(member: ZipInfo) -> str:
    """The name as a file system that knows neither case nor spelling of accents takes it."""
    return unicodedata.normalize("NFC", member.filename.removesuffix("/")).casefold()


def _must_fit(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if size > free:
        raise DataError(f"the archive unpacks to {size:,} bytes and the disk has {free:,} left; make room")


def _write(archive: ZipFile, member: ZipInfo, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(member) as packed, path.open("xb") as file:
        while chunk := packed.read(CHUNK):
            written += len(chunk)
            if written > member.file_size:
                break
            file.write(chunk)
    if written != member.file_size:
        raise DataError(f"`{_shown(member.filename)}` in the archive is not as long as it says; make it again")


def _move(folder: Path, target: Path) -> None:
    try:
        os.rename(folder, target)
    except OSError:
        if not os.path.lexists(target):
            raise
        raise DataError(f"`{target}` exists; give another name or remove it first") from None


def _clear(shelter: Path) -> None:
    """Removes what was left over, and the shelter once it is empty."""
    for path in shelter.glob("*"):
        with contextlib.suppress(OSError):
            if time.time() - path.lstat().st_mtime > LEFT_OVER:
                shutil.rmtree(path, ignore_errors=True)
    with contextlib.suppress(OSError):
        shelter.rmdir()


def _shown(name: str) -> str:
    """A name in a message: one line, not long, nothing that a terminal or a notice would act on."""
    safe = "".join(letter if letter.isprintable() and letter != "`" else "?" for letter in name)
    return safe if len(safe) <= 80 else safe[:79] + "…"
