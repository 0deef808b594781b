"""A run that several processes want: one uses it, one changes it, nothing is lost, no lock outlives its holder."""

import errno
import io
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from ladder.errors import RunError
from ladder.files import locks, processes, shared
from ladder.runs import RunFolder
from ladder.runs.many import about, exchange, names, trash
from ladder.training import loop
from tests.conftest import ROOT
from tests.world import make_world, tiny_config

HOLDS = """
    import sys, time
    from pathlib import Path
    from ladder.runs import RunFolder

    with RunFolder(Path(sys.argv[1])).in_use():
        print("held", flush=True)
        time.sleep(300)
"""
WRITES = """
    import sys
    from pathlib import Path
    from ladder.runs import RunFolder
    from ladder.runs.many import about

    folder, number = RunFolder(Path(sys.argv[1])), sys.argv[2]
    print("ready", flush=True)
    sys.stdin.readline()
    for turn in range(20):
        folder.write_evaluation(f"{number}.{turn}", {"figures": {"rsum": turn}})
        if turn < 5:
            about.tag(folder, add=[f"{number}-{turn}"])
"""


@pytest.fixture
def folder(tmp_path):
    run = RunFolder.create(tmp_path / "first", tiny_config("scenes"))
    run.write_status(state="stopped")
    return run


def script(text, *arguments, **more):
    command = [sys.executable, "-c", textwrap.dedent(text), *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, **more)


@pytest.fixture
def holder(folder):
    """Another process that has the run in use."""
    with script(HOLDS, folder.path) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def until(condition, seconds=100.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def held(folder):
    return sorted(path.name for path in folder.iterdir())


# --- who uses it -----------------------------------------------------------------------------


ACTS = {
    "trained": lambda folder: loop.train(folder.config, folder.path, resume=True, progress=False),
    "renamed": lambda folder: names.rename(folder, "second"),
    "deleted": trash.delete,
    "exported": lambda folder: exchange.write(folder, io.BytesIO()),
}


@pytest.mark.parametrize("act", ACTS)
def test_who_wants_a_run_in_use_is_told_whose_it_is(folder, holder, act):
    before = held(folder.path)
    with pytest.raises(RunError) as error:
        ACTS[act](folder)
    assert str(error.value) == f"`first` is being trained by process {holder.pid}; wait until that is done, or stop it"
    assert held(folder.path) == before
    assert folder.status()["state"] == "stopped"


def test_a_lock_ends_with_its_holder(folder, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert shared.IN_USE in held(folder.path)  # what is left is no lock
    assert shared.IN_USE not in folder.files()
    assert names.rename(folder, "second").files() == ["config.toml", "status.json"]
    assert held(folder.path) == ["config.toml", "status.json"]


def test_what_is_noted_and_evaluated_beside_a_training_is_kept(folder, holder):
    about.write(folder, note="beside")
    folder.write_evaluation("dev", {})
    assert folder.files() == ["about.json", "config.toml", "evaluation.json", "status.json"]
    assert about.read(folder).note == "beside"


def test_a_lock_is_of_the_run_wherever_it_is_called(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder.path)
    with folder.in_use("exported"), pytest.raises(RunError, match=r"`link` is being exported by process \d+"):
        RunFolder(tmp_path / "link").move(tmp_path / "third", "renamed")


def test_a_folder_that_is_gone_is_said(folder):
    again = RunFolder(folder.path)
    names.rename(folder, "second")
    with pytest.raises(RunError, match="first` is gone; it was renamed or deleted"):
        about.write(again, note="too late")
    assert held(folder.path.parent) == ["second"]


def test_of_two_that_make_a_run_one_has_made_it(tmp_path, monkeypatch):
    """Both have looked before either has written."""
    first = RunFolder.create(tmp_path / "run", tiny_config("scenes"))
    monkeypatch.setattr(Path, "iterdir", lambda _: iter(()))
    with pytest.raises(RunError, match="exists; go on with"):
        RunFolder.create(tmp_path / "run", tiny_config("elsewhere"))
    assert RunFolder(first.path).config.data.spec == "scenes"


# --- where there are no locks ------------------------------------------------------------------


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOLCK, errno.ENOSYS])
def test_a_run_that_cannot_be_locked_is_read_and_exported(folder, monkeypatch, number):
    def fail(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(locks.FileLock, "acquire", fail)
    monkeypatch.setattr(locks.os, "access", lambda *_: number in locks.LACKING)
    buffer = io.BytesIO()
    exchange.write(folder, buffer)
    assert buffer.getvalue()


def test_a_lock_that_is_refused_where_one_may_write_is_an_error(folder, monkeypatch):
    def fail(*_, **__):
        raise PermissionError(errno.EACCES, "of somebody else")

    monkeypatch.setattr(locks.FileLock, "acquire", fail)
    with pytest.raises(PermissionError, match="of somebody else"):
        folder.write_evaluation("dev", {})


# --- who changes it ----------------------------------------------------------------------------


def test_reports_and_tags_of_several_processes_are_all_kept(folder):
    writers = [script(WRITES, folder.path, number, stdin=subprocess.PIPE) for number in range(4)]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    assert set(folder.evaluation()) == {f"{number}.{turn}" for number in range(4) for turn in range(20)}
    assert about.read(folder).tags == tuple(f"{number}-{turn}" for number in range(4) for turn in range(5))
    assert held(folder.path) == ["about.json", "config.toml", "evaluation.json", "status.json"]


# --- with the training itself ------------------------------------------------------------------


def prepared(root, **training):
    """A run on a small world that was stopped before its first checkpoint, and the command that goes on with it."""
    folder = RunFolder.create(root / "run", tiny_config(make_world(root), **training))
    folder.write_status(state="stopped")
    return folder, [*processes.LADDER, "train", "--resume", str(folder.path), "--quiet"]


def test_of_two_that_go_on_with_a_run_one_is_refused_and_every_step_is_taken_once(tmp_path):
    """The command, twice at once, as it is typed into two terminals; the one that trains is stopped at the end."""
    folder, command = prepared(tmp_path, epochs=10_000, log_every=1)
    pipes = {"cwd": ROOT, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    both = [subprocess.Popen(command, **pipes) for _ in range(2)]
    until(lambda: any(process.poll() is not None for process in both))
    (refused,) = [process for process in both if process.returncode is not None]
    (trains,) = [process for process in both if process is not refused]
    told = f"error: `run` is being trained by process {trains.pid}; wait until that is done, or stop it\n"
    assert (refused.communicate()[1], refused.returncode) == (told, 2)
    until(lambda: folder.status().get("step", 0) > 20)
    trains.send_signal(signal.SIGINT)
    trains.communicate(timeout=60)
    assert folder.status()["state"] == "stopped"
    steps = [line["step"] for line in folder.metrics() if line["kind"] == "step"]
    assert steps == list(range(1, folder.status()["step"] + 1))
    assert not list(folder.path.glob(".*"))


def test_who_trains_is_killed_and_the_next_goes_on(tmp_path):
    folder, command = prepared(tmp_path, epochs=10_000)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        until(lambda: folder.status().get("step", 0) > 10)
        process.kill()
    assert folder.status()["state"] == "dead"
    settings = folder.config.model_copy(deep=True)
    settings.training.epochs = 3
    assert loop.train(settings, folder.path, resume=True, progress=False).status()["state"] == "finished"
    assert not list(folder.path.glob(".*lock"))
