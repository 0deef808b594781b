"""Archives from strangers: what is sound is unpacked, all else refused in one line with nothing left behind."""

import io
import shutil
import stat
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ladder.datasets import open_dataset
from ladder.datasets.archive import unpack
from ladder.errors import DataError
from ladder.files.archives import Limits

TABLE = "image,caption,split\na.jpg,a red boat,train\nb.png,a blue tent,dev\nc.webp,two kites,dev\n"


def picture(form="JPEG", colour="teal", size=(12, 8)):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, form)
    return buffer.getvalue()


SOUND = {"captions.csv": TABLE, "a.jpg": picture(), "b.png": picture("PNG"), "c.webp": picture("WEBP")}


def pack(path, files=SOUND, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name if isinstance(name, zipfile.ZipInfo) else named(name), content)
    return path


def named(name):
    """An entry of exactly this name, which ``writestr`` might mend."""
    entry = zipfile.ZipInfo("x")
    entry.filename = name
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def kind_of(name, kind):
    entry = named(name)
    entry.create_system, entry.external_attr = 3, (kind | 0o644) << 16
    return entry


def refused(archive, match, tmp_path, **options):
    """One line, and no trace."""
    (tmp_path / "data").mkdir(exist_ok=True)
    with pytest.raises(DataError, match=match) as caught:
        unpack(archive, tmp_path / "data" / "mine", **options)
    assert len(str(caught.value).splitlines()) == 1
    assert ".aside" not in str(caught.value)
    assert list((tmp_path / "data").rglob("*")) == []


def test_a_sound_archive_opens_as_a_table(tmp_path):
    spec = unpack(pack(tmp_path / "mine.zip"), tmp_path / "data" / "mine")
    assert spec == f"table:{tmp_path}/data/mine/captions.csv"
    data = open_dataset(spec)
    assert data.image_ids == ("a.jpg", "b.png", "c.webp")
    assert [data.pictures.open(row).size for row in range(3)] == [(12, 8)] * 3
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["mine"]


def test_an_uploaded_archive_is_read_from_memory(tmp_path):
    buffer = io.BytesIO(pack(tmp_path / "mine.zip").read_bytes())
    assert len(open_dataset(unpack(buffer, tmp_path / "mine"))) == 3


def test_a_folder_around_all_is_kept(tmp_path):
    archive = pack(tmp_path / "mine.zip", {f"photos/{name}": content for name, content in SOUND.items()})
    spec = unpack(archive, tmp_path / "mine")
    assert spec == f"table:{tmp_path}/mine/photos/captions.csv"
    assert len(open_dataset(spec)) == 3


def test_pictures_in_a_folder_of_their_own_are_found(tmp_path):
    files = {("" if name.endswith("csv") else "pictures/") + name: content for name, content in SOUND.items()}
    spec = unpack(pack(tmp_path / "mine.zip", files), tmp_path / "mine")
    assert spec == f"table:{tmp_path}/mine/captions.csv,images={tmp_path}/mine/pictures"
    assert len(open_dataset(spec)) == 3


def test_what_systems_add_is_passed_over(tmp_path):
    litter = {"__MACOSX/._a.jpg": b"\0", "photos/.DS_Store": b"\0", "Thumbs.db": b"\0", "empty/": b""}
    unpack(pack(tmp_path / "mine.zip", SOUND | litter), tmp_path / "mine")
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == sorted(SOUND)


def test_braces_and_commas_in_names_are_names(tmp_path):
    files = {"{}, a.csv": 'image,caption\n"{},b.jpg",one\n', "{},b.jpg": picture()}
    assert len(open_dataset(unpack(pack(tmp_path / "mine.zip", files), tmp_path / "mine"))) == 1


def test_a_folder_that_is_there_is_kept(tmp_path):
    archive = pack(tmp_path / "mine.zip")
    unpack(archive, tmp_path / "mine")
    before = sorted((tmp_path / "mine").iterdir())
    with pytest.raises(DataError, match=r"mine` exists; give another name"):
        unpack(archive, tmp_path / "mine")
    assert sorted((tmp_path / "mine").iterdir()) == before


def test_progress_counts_files(tmp_path):
    seen = []

    def progress(entries):
        for entry in entries:
            seen.append(entry)
            yield entry

    unpack(pack(tmp_path / "mine.zip"), tmp_path / "mine", progress=progress)
    assert seen == ["a.jpg", "b.png", "c.webp"]


OUTSIDE = ("../escaped.jpg", "a/../../escaped.jpg", "a\\..\\escaped.jpg", "/etc/escaped.jpg", "\\\\host\\escaped.jpg")


@pytest.mark.parametrize("name", [*OUTSIDE, "C:/escaped.jpg", "C:escaped.jpg", "a//b.jpg", "./b.jpg", "a\nb.jpg"])
def test_a_name_that_leads_elsewhere(tmp_path, name):
    refused(pack(tmp_path / "x.zip", SOUND | {name: picture()}), "written elsewhere or nowhere", tmp_path)
    assert not list(tmp_path.rglob("escaped.jpg"))


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("A.JPG", "`A.JPG` is twice in the archive"),
        ("a.jpg/b.jpg", "`a.jpg` is a file and a folder"),
        ("run.py", "only JPEG, PNG and WebP"),
        ("page.html", "only JPEG, PNG and WebP"),
        ("anim.gif", "only JPEG, PNG and WebP"),
        ("inner.zip", "only JPEG, PNG and WebP"),
        ("no-ending", "only JPEG, PNG and WebP"),
        (".htaccess", "only JPEG, PNG and WebP"),
        ("more.csv", "one CSV file .*, found 2 CSV files"),
    ],
)
def test_a_name_that_is_not_taken(tmp_path, name, match):
    refused(pack(tmp_path / "x.zip", SOUND | {name: picture()}), match, tmp_path)


def test_a_nul_in_a_name_hides_nothing(tmp_path):
    archive = pack(tmp_path / "x.zip", SOUND | {"evil.py#.jpg": picture()})
    archive.write_bytes(archive.read_bytes().replace(b"evil.py#.jpg", b"evil.py\0.jpg"))
    refused(archive, "written elsewhere", tmp_path)


def test_accents_written_in_two_ways_are_one_name(tmp_path):
    refused(pack(tmp_path / "x.zip", SOUND | {"\u00e9.jpg": picture(), "e\u0301.jpg": picture()}), "is twice", tmp_path)


def test_the_same_name_twice(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive = pack(tmp_path / "x.zip", SOUND | {named("a.jpg"): picture("PNG")})
    refused(archive, "`a.jpg` is twice in the archive", tmp_path)


@pytest.mark.parametrize(
    ("kind", "match"),
    [(stat.S_IFLNK, "is a link"), (stat.S_IFIFO, "neither a file"), (stat.S_IFCHR, "neither a file")],
)
def test_links_and_devices(tmp_path, kind, match):
    refused(pack(tmp_path / "x.zip", SOUND | {kind_of("z.jpg", kind): b"/etc/passwd"}), match, tmp_path)


def test_a_link_in_the_guise_of_a_folder(tmp_path):
    refused(pack(tmp_path / "x.zip", {kind_of("d/", stat.S_IFLNK): b"/etc"} | SOUND), "is a link", tmp_path)


def test_a_bomb_by_its_ratio(tmp_path):
    archive = pack(tmp_path / "x.zip", SOUND | {"z.png": bytes(110 << 20)})
    refused(archive, "the archive unpacks to .* times its size", tmp_path)


def test_a_picture_that_is_a_bomb(tmp_path):
    bomb = picture("PNG", size=(7000, 6000))
    assert len(bomb) < 1 << 20
    refused(pack(tmp_path / "x.zip", SOUND | {"z.png": bomb}), "z.png: a picture of more than 40,000,000", tmp_path)


@pytest.mark.parametrize(
    ("limits", "match"),
    [
        (Limits(files=3), "holds 4 files, at most 3"),
        (Limits(size=200), "unpacks to .* bytes, at most 200"),
    ],
)
def test_too_much(tmp_path, limits, match):
    refused(pack(tmp_path / "x.zip"), match, tmp_path, limits=limits)


def test_no_room_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda where: shutil._ntuple_diskusage(1000, 990, 10))
    refused(pack(tmp_path / "x.zip"), "the disk has 10 left; make room", tmp_path)


def test_a_disk_that_fills_up_meanwhile(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.rename", full)
    refused(pack(tmp_path / "x.zip"), "No space left on device", tmp_path)


def test_an_interruption_leaves_nothing(tmp_path):
    def stopped(entries):
        yield entries[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        unpack(pack(tmp_path / "x.zip"), tmp_path / "data" / "mine", progress=stopped)
    assert list((tmp_path / "data").iterdir()) == []


def understated(path):
    """The list says that the table has 10 bytes; it has more."""
    content = bytearray(pack(path).read_bytes())
    at = content.index(b"PK\1\2")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(content)
    return path


def test_an_entry_that_is_larger_than_it_says(tmp_path):
    refused(understated(tmp_path / "x.zip"), "not as long as it says|not a whole ZIP file", tmp_path)


def test_two_entries_that_share_their_bytes(tmp_path):
    """Many names for one packed stream: how a small archive becomes petabytes."""
    content = bytearray(pack(tmp_path / "x.zip").read_bytes())
    first = content.index(b"PK\1\2")
    second = content.index(b"PK\1\2", first + 1)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    (tmp_path / "x.zip").write_bytes(content)
    refused(tmp_path / "x.zip", "not a whole ZIP file", tmp_path)


def test_a_locked_archive(tmp_path):
    content = bytearray(pack(tmp_path / "x.zip").read_bytes())
    content[content.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "x.zip").write_bytes(content)
    refused(tmp_path / "x.zip", "is encrypted", tmp_path)


def test_an_unusual_packing(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_LZMA) as archive:
        for name, content in SOUND.items():
            archive.writestr(name, content)
    refused(tmp_path / "x.zip", "packed by method 14", tmp_path)


@pytest.mark.parametrize(
    ("files", "match"),
    [
        ({"a.jpg": picture()}, "one CSV file .* found 0 CSV files and 1 pictures"),
        ({"captions.csv": TABLE}, "found 1 CSV file and 0 pictures"),
        ({}, "must hold pictures and one CSV file"),
        (SOUND | {"a.jpg": b"no picture"}, "a.jpg: not a picture that can be decoded"),
        (SOUND | {"a.jpg": picture("GIF")}, "a.jpg: not a picture that can be decoded"),
        (SOUND | {"a.jpg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}, "a.jpg: not a picture"),
        (SOUND | {"a.jpg": picture(size=(99, 99))[:-500]}, "a.jpg: the picture is truncated"),
        (SOUND | {"captions.csv": "a,b\n1,2\n"}, "captions.csv:1: no column `image`"),
        (SOUND | {"captions.csv": TABLE + "gone.jpg,gone,dev\n"}, "gone.jpg: no such picture .*captions.csv:5"),
        (SOUND | {"captions.csv": TABLE + "x.jpg,x\ny.jpg,y\n"}, "captions.csv:5: expected 3 columns .*and 1 more"),
        (SOUND | {"captions.csv": TABLE.encode("utf-16")}, "captions.csv:1: not UTF-8"),
        (SOUND | {"captions.csv": TABLE + "captions.csv,itself,dev\n"}, "'captions.csv', which is no picture of the"),
    ],
)
def test_what_does_not_open_is_refused(tmp_path, files, match):
    refused(pack(tmp_path / "x.zip", files), match, tmp_path)


@pytest.mark.parametrize("way", ["{}/secret.jpg", "../../../secret.jpg"])
def test_a_table_that_names_a_picture_outside(tmp_path, way):
    (tmp_path / "secret.jpg").write_bytes(picture())
    files = SOUND | {"captions.csv": TABLE + f"{way.format(tmp_path)},mine,dev\n"}
    refused(pack(tmp_path / "x.zip", files), "which is no picture of the archive", tmp_path)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\5\6" + bytes(10), picture()])
def test_no_archive_at_all(tmp_path, content):
    (tmp_path / "x.zip").write_bytes(content)
    refused(tmp_path / "x.zip", "not a whole ZIP file", tmp_path)


def test_a_missing_archive(tmp_path):
    refused(tmp_path / "gone.zip", "No such file", tmp_path)


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    return pack(tmp_path_factory.mktemp("archive") / "mine.zip").read_bytes()


@given(data=st.data())
def test_a_damaged_archive_is_refused_or_whole(whole, tmp_path_factory, data):
    """Whatever bytes are changed: one line and nothing, or a data set that opens."""
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    folder, said = tmp_path_factory.mktemp("damaged"), ""
    try:
        spec = unpack(io.BytesIO(bytes(content)), folder / "mine")
    except DataError as error:
        said = str(error)
    assert [path.name for path in folder.iterdir()] == ([] if said else ["mine"])
    assert len(said.splitlines()) <= 1
    assert said or len(open_dataset(spec)) == 3
