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


ECHO = """
import os, sys
for line in sys.stdin:
    sys.stdout.write(f"{os.getpid()} {sys.argv[1]} {line}")
"""


def test_lines_are_shared_among_as_many_processes_as_there_are_cores(monkeypatch, tmp_path):
    (tmp_path / "echo.py").write_text(ECHO)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(processes, "cores", lambda: 3)
    said = [line.split() for line in processes.share_out("echo", ["says"], [str(number) for number in range(100)])]
    assert sorted(int(number) for _, _, number in said) == list(range(100))
    assert {word for _, word, _ in said} == {"says"} and len({pid for pid, _, _ in said}) == 3


def test_one_that_fails_leaves_its_lines_undone(monkeypatch, tmp_path):
    (tmp_path / "odd.py").write_text("import sys\nfor line in sys.stdin: print(1 // (int(line) % 3), line, end='')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(processes, "cores", lambda: 2)
    assert [line.split()[1] for line in processes.share_out("odd", [], ["1", "0", "4", "7"])] == ["1", "4"]


def test_all_are_ended_when_nobody_listens_any_more(monkeypatch, tmp_path):
    (tmp_path / "slow.py").write_text("import os, time\nprint(os.getpid())\ntime.sleep(600)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(processes, "cores", lambda: 1)
    said = processes.share_out("slow", [], ["x"])
    pid = int(next(said))
    said.close()
    assert processes.started(pid) is None
