"""Data sets are found in the configured folders, and nowhere else."""

import os

import pytest

from ladder.datasets import open_dataset
from ladder.datasets.places import checked, found, root, roots
from ladder.errors import DataError
from tests.datasets.examples import (
    CAPTIONS,
    coco,
    coco_folder,
    draw,
    flickr8k,
    flickr30k,
    karpathy,
    precomp,
    table,
    write_csv,
)


@pytest.fixture
def data(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("LADDER_DATA", str(folder))
    return folder


def test_the_usual_root_and_several_configured(monkeypatch):
    monkeypatch.delenv("LADDER_DATA", raising=False)
    assert [str(path) for path in roots()] == ["data"]
    monkeypatch.setenv("LADDER_DATA", os.pathsep.join(["/one", "", "/two"]))
    assert [str(path) for path in roots()] == ["/one", "/two"]
    assert str(root()) == "/one"


@pytest.mark.parametrize("make", [flickr8k, flickr30k, precomp, table, karpathy, coco])
def test_a_data_set_is_found_and_opens(data, make):
    folder = data / "deep" / "mine"
    folder.mkdir(parents=True)
    spec = make(folder, CAPTIONS)
    (told,) = found()
    assert told.partition(",")[0] == spec.partition(",")[0]
    assert len(open_dataset(told)) == 4
    assert checked(told) == told


def test_the_captions_of_coco_are_found_as_they_unpack(data):
    spec = coco_folder(data / "coco", CAPTIONS)
    assert found() == [spec]
    assert len(open_dataset(spec)) == 4


def test_a_table_whose_pictures_lie_in_a_folder_is_opened_with_it(data):
    draw(data / "pictures")
    write_csv(data / "c.csv", [["image", "caption"], ["kite.jpg", "a kite"]])
    assert found() == [f"table:{data}/c.csv,images={data}/pictures"]


def test_what_is_no_data_set_is_passed_over(data):
    (data / "notes.csv").write_text("a,b\n1,2\n")
    (data / "bytes.csv").write_bytes(b"\xff\xfe\0")
    (data / "empty.csv").write_text("")
    table((data / ".hidden"), CAPTIONS)
    table((data / "a" / "b" / "c"), CAPTIONS)
    assert found() == []


def test_a_link_is_not_followed(data, tmp_path):
    table(tmp_path / "elsewhere", CAPTIONS)
    (data / "link").symlink_to(tmp_path / "elsewhere")
    assert found() == []
    with pytest.raises(DataError, match="lies outside"):
        checked(f"table:{data}/link/mine.csv")


@pytest.mark.parametrize(
    "spec",
    [
        "table:/etc/passwd",
        "table:{data}/../c.csv",
        "table:{data}/c.csv,images=/etc",
        "table:{data}/c.csv,images={data}/../..",
        "precomp:{data}/f,features=/tmp",
        "scenes,features=/tmp",
        "embedded:~/runs/x/embeddings",
    ],
)
def test_nothing_outside_is_opened(data, spec):
    with pytest.raises(DataError, match=r"lies outside .*; put it there"):
        checked(spec.format(data=data))


@pytest.mark.parametrize(("spec", "match"), [("hf:x/y", "fetched from elsewhere"), ("tabel:x", "did you mean `table`")])
def test_nothing_of_another_host_or_form_is_opened(data, spec, match):
    with pytest.raises(DataError, match=match):
        checked(spec)


def test_inside_all_is_well(data):
    for spec in ("scenes,train=3", f"table:{data}/a/c.csv,images={data}/a/b", f"precomp:{data}"):
        assert checked(spec) == spec
