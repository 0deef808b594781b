"""Specifications, and what is not one."""

import re
from pathlib import Path

import pytest

from ladder.datasets import open_dataset
from ladder.datasets.spec import parse
from ladder.errors import DataError

FORMATS = ["table", "flickr8k", "scenes"]


@pytest.mark.parametrize(
    ("text", "name", "place", "options"),
    [
        ("scenes", "scenes", "", {}),
        ("scenes,train=3,dev=2", "scenes", "", {"train": "3", "dev": "2"}),
        ("table:a.csv,images=b", "table", "a.csv", {"images": "b"}),
        ("table:a,b, c.csv,images=d,e", "table", "a,b, c.csv", {"images": "d,e"}),
        ("table:C:/x.csv", "table", "C:/x.csv", {}),
        (" flickr8k:a=b ", "flickr8k", "a=b", {}),
    ],
)
def test_taken_apart(text, name, place, options):
    spec = parse(text, FORMATS)
    assert (spec.format, spec.place, spec.options) == (name, place, options)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("flickr8:x", "no data format `flickr8`; did you mean `flickr8k`"),
        ("/data/mine", "no data format `/data/mine`; choose from `flickr8k`, `scenes`, `table`"),
        ("", "no data format ``"),
        ("table:x,images=a,images=b", "the option `images` stands twice; leave one out"),
    ],
)
def test_refused(text, message):
    with pytest.raises(DataError, match=message):
        parse(text, FORMATS)


def test_a_tilde_is_the_home_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "pictures").mkdir()
    spec = parse("flickr8k:~,images=~/pictures", FORMATS)
    assert spec.path == spec.directory == tmp_path
    assert spec.folder("images") == spec.pictures() == tmp_path / "pictures"


def test_a_folder_that_is_not_there(tmp_path):
    (tmp_path / "file").touch()
    for path in (tmp_path / "gone", tmp_path / "file"):
        spec = parse(f"flickr8k:{path},images={path}", FORMATS)
        with pytest.raises(DataError, match=f"there is no folder `{path}`; give the one that holds"):
            _ = spec.directory
        with pytest.raises(DataError, match=f"there is no folder `{path}`; look at `images=`"):
            spec.pictures()


def test_a_folder_without_a_name():
    with pytest.raises(DataError, match="there is no folder ``; look at `images=`"):
        parse("table:x,images=", FORMATS).folder("images")


def test_the_folder_of_pictures(tmp_path):
    usual = (tmp_path / "a", tmp_path / "b")
    plain = parse(f"flickr8k:{tmp_path}", FORMATS)
    with pytest.raises(DataError, match=r"no folder of pictures \(a, b\); add `images=DIR`"):
        plain.pictures(*usual)
    assert parse("flickr8k:x,features=y", FORMATS).pictures(*usual) is None
    (tmp_path / "b").mkdir()
    assert plain.pictures(*usual) == tmp_path / "b"
    assert parse(f"flickr8k:x,images={tmp_path}", FORMATS).pictures(*usual) == Path(tmp_path)


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (
            "resplit=80/20",
            "`resplit=80/20` is not train/dev/test in whole per cent that make 100; write `resplit=",
        ),
        ("resplit=80/10/11", "`resplit=80/10/11` is not train/dev/test"),
        ("resplit=80/10/ten", "`resplit=80/10/ten` is not train/dev/test"),
        ("resplit=110/-5/-5", "`resplit=110/-5/-5` is not train/dev/test"),
        ("resplit=", "`resplit=` is not train/dev/test"),
        ("resplit=80/10/10,resplit_seed=x", "`resplit_seed=x` is no whole number; write `resplit_seed=1`"),
        ("resplit_seed=3", "`resplit_seed=` draws nothing alone; add `resplit=80/10/10`"),
    ],
)
def test_splits_drawn_anew_are_asked_for_rightly(options, what):
    spec = f"scenes,train=2,dev=2,test=2,tail=0,{options}"
    with pytest.raises(DataError, match=re.escape(f"`{spec}`: {what}")):
        open_dataset(spec)
