"""Signals end a training after its step; elsewhere than in the main thread they are left alone."""

import os
import signal
import threading

from ladder.training.interruptions import interruptions
from ladder.training.loop import train
from tests.world import make_world, tiny_config


def test_a_signal_is_remembered_and_what_was_there_comes_back():
    before = signal.getsignal(signal.SIGTERM)
    with interruptions() as interrupted:
        assert not interrupted()
        os.kill(os.getpid(), signal.SIGTERM)
        assert interrupted()
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_thread_trains_without_catching_signals(tmp_path):
    before, found = signal.getsignal(signal.SIGINT), []
    config = tiny_config(make_world(tmp_path), epochs=1)
    thread = threading.Thread(target=lambda: found.append(train(config, tmp_path / "run", progress=False)))
    thread.start()
    thread.join(timeout=120)
    assert found[0].status()["state"] == "finished"
    assert signal.getsignal(signal.SIGINT) is before
