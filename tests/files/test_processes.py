"""A child whose word is waited for."""

import os
import sys

import pytest

from ladder.files import processes


def test_what_it_says_and_how_it_ended_come_back(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    done = processes.ask("ladder", ["search", "--help"], patience=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "--hide-exact-match" in done.stdout
    assert processes.ask("ladder", ["nothing"], patience=60).returncode == 2


def test_it_finds_this_package_first_and_then_what_this_process_finds(monkeypatch, tmp_path):
    (tmp_path / "beside.py").write_text("import sys, ladder; print(ladder.__file__, *sys.argv[1:])")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    here = sys.modules["ladder"].__file__
    assert processes.ask("beside", ["a", "b"], patience=60).stdout == f"{here} a b" + os.linesep


def test_one_that_takes_too_long_is_ended():
    with pytest.raises(TimeoutError, match="`ladder` did not end within 0 s"):
        processes.ask("ladder", ["--help"], patience=0.01)
