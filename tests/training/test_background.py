"""Trainings on their own: one at a time, told truly, and nothing lost whoever is killed."""

import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest

from ladder import runs
from ladder.errors import RunError
from ladder.files import processes
from ladder.models import checkpoints
from ladder.runs import RunFolder, activity, progress
from ladder.runs import config as configuration
from ladder.runs import folder as files_of
from ladder.training import background
from tests.conftest import ROOT
from tests.world import make_world, tiny_config

SLEEPS = "import time; time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
MISTAKEN = "import sys; sys.exit('error: no such data')"


@pytest.fixture(scope="module")
def spec(tmp_path_factory):
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.fixture
def root(tmp_path):
    """A folder of runs; what is still being trained there at the end is killed."""
    yield tmp_path / "runs"
    holder = activity.holding(tmp_path / "runs")
    if holder and holder.pid:
        os.killpg(holder.pid, signal.SIGKILL)
        until(lambda: activity.holding(tmp_path / "runs") is None)


@pytest.fixture
def stand_in(monkeypatch):
    """Puts a script in the place of the training."""

    def set_script(script):
        monkeypatch.setattr(processes, "LADDER", (sys.executable, "-c", script))

    set_script(SLEEPS)
    return set_script


def until(condition, seconds=60.0):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
    return found


def state(folder):
    return activity.status(folder).get("state")


def kill(folder):
    """As the system does when memory runs out."""
    os.kill(until(lambda: activity.holding(folder.path.parent)).pid, signal.SIGKILL)
    until(lambda: activity.holding(folder.path.parent) is None)


# --- processes -------------------------------------------------------------------------------


def test_a_process_is_known_by_its_number_and_its_start():
    child = subprocess.Popen([sys.executable, "-c", SLEEPS])
    since = processes.started(child.pid)
    assert processes.is_alive(child.pid, since)
    assert not processes.is_alive(child.pid, "another time")
    assert not processes.is_alive(child.pid, None)
    child.kill()
    until(lambda: processes.started(child.pid) is None)  # a zombie: nobody has waited for it yet
    assert child.wait() == -signal.SIGKILL


@pytest.mark.parametrize("pid", [0, -1, 2**22 + 5])
def test_there_is_no_such_process(pid):
    assert processes.started(pid) is None


def test_without_proc_the_system_is_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "PROC", tmp_path)
    said = subprocess.CompletedProcess([], 0, stdout="S Mon Nov  2 10:00:00 2026\n", stderr="")
    monkeypatch.setattr(processes.subprocess, "run", lambda *_, **__: said)
    assert processes.started(7) == "Mon Nov  2 10:00:00 2026"
    said.stdout = "Z Mon Nov  2 10:00:00 2026\n"
    assert processes.started(7) is None
    said.stdout = ""
    assert processes.started(7) is None


# --- what a status is worth ------------------------------------------------------------------


@pytest.fixture
def running(tmp_path):
    """A run whose status says that this very process trains it."""
    folder = RunFolder.create(tmp_path / "run", tiny_config("scenes"))
    folder.write_status(state="running", step=3)
    return folder


def rewrite(folder, **changes):
    path = folder.path / files_of.STATUS
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


@pytest.mark.parametrize("was", runs.ALIVE)
def test_a_process_that_is_gone_is_dead_at_once(running, was):
    rewrite(running, state=was)
    assert running.status()["state"] == was
    rewrite(running, pid=2**22 + 5)
    assert running.status()["state"] == "dead"


def test_a_number_that_was_given_again_is_another_process(running):
    rewrite(running, since="before")
    assert running.status()["state"] == "dead"


def test_a_process_elsewhere_is_known_by_its_heartbeat_alone(running):
    rewrite(running, pid=2**22 + 5, place="elsewhere")
    assert running.status()["state"] == "running"
    rewrite(running, heartbeat=time.time() - progress.STALE_AFTER - 1)
    assert running.status()["state"] == "dead"


def test_a_status_of_an_older_version_is_read(running):
    (running.path / files_of.STATUS).write_text(
        json.dumps({"state": "running", "heartbeat": time.time(), "pid": 2**22 + 5})
    )
    assert state(running) == "running"


def test_a_training_from_the_command_line_is_seen(running):
    rewrite(running, heartbeat=time.time() - 20)
    status = activity.status(running)
    assert status["state"] == "running"
    assert 19 < status["silent"] < 30
    with pytest.raises(RunError, match="not being trained from the app"):
        background.stop(running)
    with pytest.raises(RunError, match="is running; there is nothing to go on with"):
        background.resume(running)


def test_a_silent_process_is_not_doubled(running):
    child = subprocess.Popen([sys.executable, "-c", SLEEPS])
    rewrite(running, pid=child.pid, since=processes.started(child.pid), heartbeat=0)
    assert state(running) == "dead"
    with pytest.raises(RunError, match=rf"its process {child.pid} still runs"):
        background.resume(running)
    child.kill()
    child.wait()


# --- the lock --------------------------------------------------------------------------------


def test_one_at_a_time_and_the_other_is_told_who(root, stand_in):
    first = background.start(tiny_config("scenes"), root / "first")
    assert state(first) == "starting"
    holder = activity.holding(root)
    with pytest.raises(RunError, match=rf"`first` \(process {holder.pid}\) is being trained, one at a time"):
        background.start(tiny_config("scenes"), root / "second")
    assert not (root / "second").exists()
    kill(first)
    assert state(first) == "dead"
    background.start(tiny_config("scenes"), root / "second")
    assert activity.holding(root).run == "second"
    assert state(first) == "dead"


def test_of_many_starts_at_once_one_runs(root, stand_in):
    told, ready = [], threading.Barrier(8)

    def start(number):
        ready.wait()
        try:
            told.append(background.start(tiny_config("scenes"), root / f"run-{number}").name)
        except RunError as error:
            told.append(str(error))

    threads = [threading.Thread(target=start, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (started,) = [line for line in told if line.startswith("run-")]
    others = [line for line in told if line != started]
    assert all("is being trained, one at a time" in line for line in others)
    assert any(f"`{started}`" in line for line in others)
    assert [path.parent.name for path in root.glob("*/config.toml")] == [started]


def test_looking_does_not_keep_others_from_starting(root, stand_in):
    root.mkdir()
    (root / activity.LOCK).touch()
    over = threading.Event()

    def look():
        while not over.is_set():
            activity.holding(root)

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for number in range(5):
            kill(background.start(tiny_config("scenes"), root / f"run-{number}"))
    finally:
        over.set()
        for thread in threads:
            thread.join()


def test_a_lock_file_from_before_holds_nobody_up(root, stand_in):
    root.mkdir()
    (root / activity.LOCK).write_text('{"run": "long gone", "pid": 1, "since": "0"}')
    assert activity.holding(root) is None
    background.start(tiny_config("scenes"), root / "first")
    assert activity.holding(root).run == "first"


def test_a_taken_name_gives_the_lock_back(root, stand_in):
    RunFolder.create(root / "first", tiny_config("scenes"))
    with pytest.raises(RunError, match="exists"):
        background.start(tiny_config("scenes"), root / "first")
    assert activity.holding(root) is None


def test_a_training_that_cannot_be_started_says_so(root, monkeypatch):
    monkeypatch.setattr(processes, "LADDER", ("/nowhere/python",))
    with pytest.raises(RunError, match="the training could not be started"):
        background.start(tiny_config("scenes"), root / "first")
    assert state(RunFolder(root / "first")) == "failed"
    assert activity.holding(root) is None


# --- the end of a training -------------------------------------------------------------------


def test_no_zombie_is_left(root, stand_in):
    stand_in("")
    background.start(tiny_config("scenes"), root / "first")
    pid = processes._children[0].pid
    until(lambda: activity.holding(root) is None)
    until(lambda: activity.holding(root) is None and not processes._children)
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def test_a_mistake_before_the_first_step_is_told(root, stand_in):
    stand_in(MISTAKEN)
    folder = background.start(tiny_config("scenes"), root / "first")
    until(lambda: state(folder) == "failed")
    assert activity.status(folder)["message"] == "no such data"
    stand_in(SLEEPS)
    background.resume(folder)
    assert state(folder) == "starting"


def test_stopping_before_the_first_step_leaves_a_run_that_was_stopped(root, stand_in):
    folder = background.start(tiny_config("scenes"), root / "first")
    background.stop(folder).join(timeout=20)
    assert state(folder) == "stopped"
    assert activity.holding(root) is None


def test_who_does_not_hear_is_killed_but_not_before_its_time(root, stand_in):
    stand_in(DEAF)
    folder = background.start(tiny_config("scenes"), root / "first")
    until(lambda: "deaf" in folder.log_tail())
    begun = time.monotonic()
    background.stop(folder, patience=1.0).join(timeout=20)
    assert time.monotonic() - begun > 1.0
    assert state(folder) == "stopped"


def test_only_the_training_of_that_run_is_stopped(root, stand_in):
    other = RunFolder.create(root / "other", tiny_config("scenes"))
    background.start(tiny_config("scenes"), root / "first")
    with pytest.raises(RunError, match="`other` is not being trained"):
        background.stop(other)
    assert activity.holding(root).run == "first"


def test_nobody_else_is_ever_signalled(root, stand_in):
    """The starter ended before it could name the process; the number in the status is its own until the first step."""
    folder = background.start(tiny_config("scenes"), root / "first")
    pid = activity.holding(root).pid
    lock = root / activity.LOCK
    for line in (b'{"run": "first"}', b'{"run": "first", "pid": %d, "since": "before"}' % os.getpid(), b"{", b""):
        lock.write_bytes(line)
        assert activity.holding(root).pid == 0
        with pytest.raises(RunError):
            background.stop(folder)
    lock.write_bytes(b'{"run": "first"}')
    rewrite(folder, state="running", pid=pid, since=processes.started(pid))  # as the training writes it
    background.stop(folder).join(timeout=20)
    assert activity.holding(root) is None


SERVER = """
    import sys, time
    from pathlib import Path
    from ladder.files import processes
    from ladder.runs import RunFolder, config
    from ladder.training import background

    script, path = sys.argv[1], Path(sys.argv[2])
    if script:
        processes.LADDER = (sys.executable, "-c", script)
    if (path / "config.toml").exists():
        background.resume(RunFolder(path))
    else:
        background.start(config.read(Path(sys.argv[3])), path)
    print("started", flush=True)
    time.sleep(300)
"""


def serve(folder, config, script=""):
    """Another process that starts or resumes the training and stays."""
    written = folder.path.parent.parent / "config.toml"
    written.write_text(configuration.write(config), encoding="utf-8")
    command = [sys.executable, "-c", textwrap.dedent(SERVER), script, str(folder.path), str(written)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout.readline() == "started\n"
    return server


def end(server):
    server.kill()
    server.wait()
    server.stdout.close()


def test_a_training_outlives_its_server_and_is_found_again(root, tmp_path):
    folder = RunFolder(root / "first")
    end(serve(folder, tiny_config("scenes"), SLEEPS))
    assert state(folder) == "starting"
    assert activity.holding(root).run == "first"
    with pytest.raises(RunError, match="`first`"):
        background.start(tiny_config("scenes"), root / "second")
    background.stop(folder).join(timeout=20)
    assert state(folder) == "stopped"


# --- with the training itself ----------------------------------------------------------------


def figures(folder):
    """All that was measured, without the times."""
    return [{name: value for name, value in line.items() if name != "time"} for line in folder.metrics()]


@pytest.mark.slow
def test_from_start_to_end_by_way_of_a_stop_and_a_kill(root, spec):
    config = tiny_config(spec, epochs=30)
    folder = background.start(config, root / "first")
    kill(folder)  # before its first checkpoint, while torch is being imported
    assert state(folder) == "dead"
    (folder.path / f".weights.safetensors.{'0' * 32}").write_text("half-written")
    background.resume(folder)
    assert not list(folder.path.glob(".weights*"))
    until(lambda: folder.status().get("step", 0) > 5)
    background.stop(folder).join(timeout=30)
    assert state(folder) == "stopped"
    assert 0 < folder.status()["step"] < 150
    background.resume(folder)  # at once: the process before may still be ending
    until(lambda: state(folder) == "finished")
    assert folder.status()["step"] == 150
    assert folder.splits() == ["dev"]
    assert any(line.endswith(" finished") for line in folder.log_tail())
    with pytest.raises(RunError, match="is finished"):
        background.resume(folder)


@pytest.mark.tour  # thirty trainings are started and killed
def test_ten_kills_at_random_moments_lose_nothing_and_are_told_truly(root, spec, tmp_path):
    """Of the training, and of the server that started it; the end is that of a training that nobody killed."""
    config = tiny_config(spec, epochs=300)
    # a process of its own too: with another number of threads, sums end in another last digit
    whole = background.start(config, tmp_path / "elsewhere" / "whole")
    until(lambda: state(whole) == "finished", seconds=120)
    chance, folder, reached = random.Random(5), RunFolder(root / "killed"), []
    for number in range(10):
        server = serve(folder, config)
        if number % 2:
            end(server)
            assert state(RunFolder(folder.path)) in runs.ALIVE
        if number % 3:  # once it trains; else wherever it is, importing perhaps
            until(lambda: RunFolder(folder.path).status()["state"] == "running")
        time.sleep(chance.uniform(0.0, 1.2))
        kill(folder)
        if not number % 2:
            end(server)
        left = RunFolder(folder.path)
        assert state(left) == left.status()["state"] == "dead"
        left.metrics(), left.levels(), left.evaluation()
        if (left.checkpoint("last") / checkpoints.WEIGHTS).exists():
            checkpoints.read_model(left.checkpoint("last"))
        reached.append(left.status().get("step", 0))
    assert reached == sorted(reached)
    assert 0 < reached[-1] < 1500
    background.resume(folder)
    until(lambda: state(RunFolder(folder.path)) == "finished", seconds=120)
    assert figures(folder) == figures(whole)
    found, expected = (json.dumps(run.evaluation()["dev"]["figures"]) for run in (folder, whole))
    assert found == expected  # as text: some values are not numbers
    assert not [path for path in folder.path.rglob(".*") if background.TEMPORARY.fullmatch(path.name)]


def test_levels_are_read_whole_while_they_are_replaced(running):
    """A page looks while a training writes: what is read is one of the two tables, never a mixture."""
    path, over, tables = running.path / files_of.LEVELS, threading.Event(), []
    for count in (3, 500):
        running.write_levels([{"step": step, "rung_cost": [1.0] * (step % 7)} for step in range(count)])
        tables.append(path.read_bytes())

    def write():
        while not over.is_set():
            for table in tables:
                path.with_suffix(".new").write_bytes(table)
                path.with_suffix(".new").replace(path)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(300):
            steps = [row["step"] for row in running.levels()]
            assert steps == list(range(len(steps)))
    finally:
        over.set()
        writer.join()
