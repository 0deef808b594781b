"""Features made beside whoever asked: followed to the end, and a failure is told."""

import json
import time

import pytest

from ladder.datasets import making
from ladder.datasets.features import ABOUT
from ladder.datasets.making import JOB, LOG, look, start
from ladder.errors import DataError
from ladder.files import processes


def test_nothing_was_asked_for(tmp_path):
    assert look(tmp_path / "none") == making.Making(0, 0, alive=False, message="")


def test_a_failure_is_told(tmp_path):
    start("scenes,train=3,dev=0,test=0,tail=0", str(tmp_path / "no-network"), tmp_path / "features")
    until = time.monotonic() + 120
    while look(tmp_path / "features").alive:
        assert time.monotonic() < until
        time.sleep(0.1)
    now = look(tmp_path / "features")
    assert not now.is_whole
    assert "no model directory" in now.message


def test_one_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "is_alive", lambda pid, since: True)
    (tmp_path / JOB).write_text(json.dumps({"pid": 1, "since": "x", "place": processes.place()}))
    with pytest.raises(DataError, match="being made already"):
        start("scenes", "network", tmp_path)


@pytest.mark.parametrize(("done", "message"), [(4, ""), (2, "killed")])
def test_whole_or_stopped(tmp_path, done, message):
    (tmp_path / ABOUT).write_text(json.dumps({"rows": 4, "done": done}))
    (tmp_path / JOB).write_text(json.dumps({"pid": 2**22 + 1, "since": None, "place": processes.place()}))
    (tmp_path / LOG).write_text("error: killed\n\n")
    now = look(tmp_path)
    assert (now.done, now.rows, now.alive, now.message) == (done, 4, False, message)
    assert now.is_whole == (done == 4)


def test_a_damaged_note_is_none(tmp_path):
    (tmp_path / ABOUT).write_text("[1]")
    (tmp_path / JOB).write_text("no")
    assert look(tmp_path).rows == 0
