"""ZIP files from elsewhere: what is whole is unpacked, what is hostile is refused in one line and leaves nothing."""

import io
import os
import stat
import time
import zipfile
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladder.errors import DataError
from ladder.files import archives
from ladder.files.archives import Limits, aside, unpack


def packed(*members, method=zipfile.ZIP_DEFLATED):
    """A ZIP of ``(name or ZipInfo, content)``."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    buffer.seek(0)
    return buffer


def of_kind(name, kind):
    info = ZipInfo(name)
    info.external_attr = (kind | 0o777) << 16
    return info


def refused(source, folder, message, limits=None):
    """The archive is refused, in one line, and nothing was written."""
    with pytest.raises(DataError, match=message) as error:
        unpack(source, folder, limits)
    assert "\n" not in str(error.value)
    assert not list(folder.parent.rglob("*.txt"))
    return str(error.value)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "into").mkdir()
    return tmp_path / "into"


def test_a_whole_archive_is_unpacked(folder):
    source = packed(("a.txt", b"first"), ("b/", b""), ("b/c ä.txt", b"second" * 9999), ("empty/", b""))
    assert unpack(source, folder) == ["a.txt", "b/c ä.txt"]
    assert (folder / "a.txt").read_bytes() == b"first"
    assert (folder / "b" / "c ä.txt").read_bytes() == b"second" * 9999
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b"]


def test_a_file_on_disk_is_unpacked_without_its_modes(folder, tmp_path):
    info = of_kind("run.txt", stat.S_IFREG)
    (tmp_path / "x.zip").write_bytes(packed((info, b"x")).getvalue())
    unpack(tmp_path / "x.zip", folder)
    assert not (folder / "run.txt").stat().st_mode & 0o111


def test_only_what_is_wanted_is_unpacked_but_all_is_checked(folder):
    source = packed(("a.txt", b"a"), ("b.exe", b"b"))
    assert unpack(source, folder, wanted=lambda name: name.endswith(".txt")) == ["a.txt"]
    with pytest.raises(DataError, match="written elsewhere"):
        unpack(packed(("../b.exe", b"b")), folder, wanted=lambda name: False)


@pytest.mark.parametrize(
    "name",
    ["../up.txt", "a/../../up.txt", "/etc/up.txt", "C:/up.txt", "c:up.txt", "a\\..\\up.txt", "\\\\host\\up.txt",
     "./up.txt", "a//up.txt", "..", "a/./up.txt", "up.txt\x00.jpg", "a\nb.txt", "dot.", "blank ", "x" * 300 + ".txt",
     "/".join("a" * 40) + "/up.txt", "\x1b[2Jup.txt", "con/..\u2025/../up.txt"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(folder, name):
    source = packed(("fine.txt", b"x"), (name, b"x"))
    if "\x00" in name:  # the writer cuts it off there: put into the bytes by hand
        stand_in = b"Z" * len(name)
        raw = packed(("fine.txt", b"x"), (stand_in.decode(), b"x")).getvalue()
        source = io.BytesIO(raw.replace(stand_in, name.encode()))
    said = refused(source, folder, "would be written elsewhere or nowhere")
    assert said.isprintable()
    assert len(said) < 200


@given(st.text(st.sampled_from("a./\\ :\0C"), min_size=1, max_size=8))
def test_no_name_at_all_leads_out(name):
    info = ZipInfo("x")
    info.filename = info.orig_filename = name
    if archives._stays_inside(info):
        inside = os.path.normpath(os.path.join("/root/into", name))
        assert inside.startswith("/root/into/")
        assert inside == os.path.join("/root/into", name.removesuffix("/"))


@pytest.mark.parametrize(
    ("kind", "said"),
    [(stat.S_IFLNK, "is a link"), (stat.S_IFIFO, "neither a file"), (stat.S_IFCHR, "neither"), (stat.S_IFSOCK, "nei")],
)
def test_links_and_devices_are_refused(folder, kind, said):
    refused(packed((of_kind("x.txt", kind), b"/etc/passwd")), folder, said)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("a.txt", "a.txt"), "is twice in the archive"),
        (("a.txt", "A.TXT"), "is twice in the archive"),
        (("\u00e4.txt", "a\u0308.txt"), "is twice in the archive"),
        (("a", "a/"), "is twice in the archive"),
        (("a", "a/b.txt"), "is a file and a folder"),
        (("a/b.txt", "A"), "is a file and a folder"),
    ],
)
def test_a_name_twice_is_refused(folder, names, said):
    refused(packed(*((name, b"x") for name in names)), folder, said)


def test_a_bomb_is_refused_before_it_is_unpacked(folder):
    bomb = packed(*((f"{number}.txt", bytes(2**20)) for number in range(150)))
    assert len(bomb.getvalue()) < 2**20
    refused(bomb, folder, r"times its size, at most 100 times")
    refused(bomb, folder, "unpacks to 157,286,400 bytes, at most 1,000", Limits(size=1000))
    refused(bomb, folder, "holds 150 files, at most 149", Limits(files=149))


def test_an_archive_larger_than_the_disk_is_refused(folder, monkeypatch):
    monkeypatch.setattr(archives.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 3}))
    refused(packed(("a.txt", b"four")), folder, "unpacks to 4 bytes and the disk has 3 left")


def test_a_member_longer_than_it_says_is_refused(folder):
    raw = packed(("a.txt", b"0123456789"), method=zipfile.ZIP_STORED).getvalue()
    ten, three = (10).to_bytes(4, "little"), (3).to_bytes(4, "little")
    head, _, tail = raw.rpartition(ten + ten)  # packed and unpacked size, in the list at the end
    with pytest.raises(DataError, match=r"not a whole ZIP file|not as long as it says"):
        unpack(io.BytesIO(head + ten + three + tail), folder)


def test_a_method_that_needs_unbounded_memory_is_refused(folder):
    refused(packed(("a.txt", b"x"), method=zipfile.ZIP_LZMA), folder, "packed by method 14; use stored or deflate")


def test_an_encrypted_member_is_refused(folder):
    raw = bytearray(packed(("a.txt", b"x")).getvalue())
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    refused(io.BytesIO(bytes(raw)), folder, "is encrypted")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 half of one"])
def test_what_is_no_archive_is_said(folder, content):
    refused(io.BytesIO(content), folder, "not a whole ZIP file")


def test_a_damaged_member_is_said(folder):
    raw = packed(("a.txt", b"0123456789"), method=zipfile.ZIP_STORED).getvalue().replace(b"0123456789", b"0123456780")
    with pytest.raises(DataError, match="not a whole ZIP file"):
        unpack(io.BytesIO(raw), folder)


# --- aside -----------------------------------------------------------------------------------


def test_what_is_made_aside_appears_at_the_end(tmp_path):
    target = tmp_path / "sets" / "mine"
    with aside(target) as folder:
        (folder / "a").write_text("a")
        assert not target.exists()
        assert not list(target.parent.glob("*/a"))  # nobody who lists the folders sees it
    assert (target / "a").read_text() == "a"
    assert [path.name for path in target.parent.iterdir()] == ["mine"]


def make(target, *, meanwhile=None, error=None):
    with aside(target) as folder:
        (folder / "a").write_text("a")
        if meanwhile:
            (meanwhile / "b").mkdir(parents=True)
        if error:
            raise error


def test_an_error_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError):
        make(tmp_path / "mine", error=ZeroDivisionError())
    assert not list(tmp_path.iterdir())


def test_what_is_there_is_never_replaced(tmp_path):
    (tmp_path / "mine").mkdir()
    with pytest.raises(DataError, match="exists; give another name"):
        make(tmp_path / "mine")
    other = tmp_path / "other"
    with pytest.raises(DataError, match="exists; give another name"):
        make(other, meanwhile=other)
    assert [path.name for path in other.iterdir()] == ["b"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "other"]


def test_what_a_killed_process_left_is_cleared_a_day_later(tmp_path):
    for name, age in (("old", archives.LEFT_OVER + 9), ("new", 9)):
        (tmp_path / archives.ASIDE / name).mkdir(parents=True)
        os.utime(tmp_path / archives.ASIDE / name, (time.time() - age,) * 2)
    with aside(tmp_path / "mine"):
        pass
    assert [path.name for path in (tmp_path / archives.ASIDE).iterdir()] == ["new"]
