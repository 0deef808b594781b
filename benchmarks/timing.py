"""Times of several ways to do a thing, taken in turns so that a busy machine disturbs all alike."""

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

import numpy as np

Name = TypeVar("Name")


def medians(
    ways: Mapping[Name, Callable[[], object]], repeats: int, clock: Callable[[], float] = time.perf_counter
) -> dict[Name, float]:
    """The median seconds of each way over ``repeats`` turns, after two that warm up.

    Of ways on one thread, ``clock=time.process_time`` counts none of the time that other programs take.
    """
    seconds: dict[Name, list[float]] = {name: [] for name in ways}
    for turn in range(repeats + 2):
        for name, way in ways.items():
            began = clock()
            way()
            if turn >= 2:
                seconds[name].append(clock() - began)
    return {name: float(np.median(times)) for name, times in seconds.items()}
