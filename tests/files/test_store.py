"""The disk cache: nothing stale, nothing damaged, and work that goes on without it."""

import os

import numpy as np
import pytest
from safetensors.numpy import save

from ladder.files import store
from ladder.files.store import captions_hash, stored


@pytest.fixture(autouse=True)
def cache_folder(tmp_path, monkeypatch):
    """An empty cache."""
    monkeypatch.setenv("LADDER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def table(value=1.0):
    return {"values": np.full((2, 3), value, dtype=np.float32), "words": np.arange(5, dtype=np.uint8)}


def never():
    raise AssertionError("it was made again")


def test_made_once_and_read_thereafter(cache_folder):
    first = stored("kind", {"captions": "a", "method": 1}, table)
    again = stored("kind", {"method": 1, "captions": "a"}, never)
    assert again.keys() == first.keys() == table().keys()
    for name, values in table().items():
        np.testing.assert_array_equal(again[name], values)
        assert again[name].dtype == values.dtype
    assert [path.suffix for path in (cache_folder / "arrays").iterdir()] == [".safetensors"]
    assert next((cache_folder / "arrays").iterdir()).name.startswith("kind-")


@pytest.mark.parametrize("other", [{"captions": "b"}, {"method": 2}, {"settings": {"lower": True}}])
def test_another_key_is_made_anew(other):
    key = {"captions": "a", "method": 1, "settings": {"lower": False}}
    stored("kind", key, table)
    assert stored("kind", key | other, lambda: table(2.0))["values"][0, 0] == 2


def test_another_kind_is_made_anew():
    stored("kind", {"method": 1}, table)
    assert stored("sort", {"method": 1}, lambda: table(2.0))["values"][0, 0] == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:20],
        lambda data: data + b"\0",
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data.replace(b"sha256", b"sha255"),
        lambda data: b"\xff" * 200,
        lambda data: save(table()),
    ],
    ids=["empty", "short", "no header", "long", "flipped bit", "no hash", "noise", "no metadata"],
)
def test_a_damaged_file_is_made_again_and_mended(cache_folder, damage):
    stored("kind", {"method": 1}, table)
    (path,) = (cache_folder / "arrays").iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert stored("kind", {"method": 1}, lambda: table(2.0))["values"][0, 0] == 2
    assert stored("kind", {"method": 1}, never)["values"][0, 0] == 2


def test_a_folder_that_cannot_be_made_does_not_stop_the_work(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("LADDER_CACHE", str(tmp_path / "file"))
    assert stored("kind", {"method": 1}, table)["values"][0, 0] == 1


def test_a_file_that_cannot_be_written_does_not_stop_the_work(monkeypatch):
    def full_disk(path, data):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(store, "write_atomically", full_disk)
    assert stored("kind", {"method": 1}, table)["values"][0, 0] == 1
    assert stored("kind", {"method": 1}, lambda: table(2.0))["values"][0, 0] == 2


def test_a_mistake_while_making_is_heard():
    with pytest.raises(AssertionError, match="it was made again"):
        stored("kind", {"method": 1}, never)


def test_captions_hash_changes_with_text_order_and_borders():
    hashes = [captions_hash(captions) for captions in (["a", "b"], ["b", "a"], ["ab"], ["a", "b", ""], ["a", "c"])]
    assert len(set(hashes)) == len(hashes)
    assert captions_hash(("a", "b")) == hashes[0]
