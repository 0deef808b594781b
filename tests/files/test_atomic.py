"""The cache folder, and files that are written whole or not at all."""

import os

import pytest

from ladder.files import atomic, store


def test_the_folder_is_where_the_variable_says(tmp_path, monkeypatch):
    monkeypatch.setenv("LADDER_CACHE", str(tmp_path / "kept"))
    assert store.folder("a", "b") == tmp_path / "kept" / "a" / "b"
    assert (tmp_path / "kept" / "a" / "b").is_dir()
    monkeypatch.delenv("LADDER_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert store.folder("a") == tmp_path / ".cache" / "ladder" / "a"


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "file"
    atomic.write_atomically(path, b"first")
    atomic.write_atomically(path, b"second")
    assert path.read_bytes() == b"second"
    assert os.listdir(tmp_path) == ["file"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "file"
    atomic.write_atomically(path, b"old")

    def fail(number):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        atomic.write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file"]
