"""What is said of a training, made from its numbers."""

import statistics
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from pages.parts.train.estimate import duration

RECENT = 20  # logged steps by which the rest is foretold


def standing(name: str, status: Mapping[str, Any], left: float | None) -> str:
    """Where a training stands.

    Example:
        >>> status = {"state": "running", "epoch": 1, "epochs": 8, "step": 310, "steps": 1872}
        >>> standing("first", status, 190.0)
        '`first` is training: epoch 2 of 8, step 310 of 1,872; about 3 minutes left.'
    """
    state = status.get("state", "prepared")
    step, steps = status.get("step", 0), status.get("steps", 0)
    reached = f"step {step:,} of {steps:,}" if steps else "the first step"
    best = status.get("best") or {}
    kept = f"; kept: epoch {best['epoch']} with {best['figure']} {best['value']:.4g}" if best.get("epoch") else ""
    if state == "starting":
        return f"`{name}` is starting: the data set is being opened."
    if state == "running" and steps and step >= steps:
        return f"`{name}` has taken all {steps:,} steps and is being evaluated{kept}."
    if state == "running":
        epoch = min(status.get("epoch", 0) + 1, status.get("epochs", 1))
        rest = f"; about {duration(left)} left" if left else ""
        return f"`{name}` is training: epoch {epoch} of {status.get('epochs', '?')}, {reached}{rest}."
    return {
        "finished": f"`{name}` is finished after {steps:,} steps{kept}.",
        "stopped": f"`{name}` was stopped at {reached} and saved{kept}.",
        "failed": f"`{name}` failed at {reached}: {status.get('message', '')}.",
        "dead": f"`{name}` ended at {reached} without a word: it was killed, or the machine went down{kept}.",
        "prepared": f"`{name}` has not been trained yet.",
    }.get(state, f"`{name}` is {state}.")


def silent(status: Mapping[str, Any]) -> str:
    """That nothing has been heard for a while."""
    what = "starting" if status.get("state") == "starting" else "an evaluation or a long step"
    return f"No sign of life for {duration(status['silent'])}: {what} may take that long. Its process still runs."


def seconds_left(metrics: Sequence[Mapping[str, Any]], status: Mapping[str, Any]) -> float | None:
    """By the pace of the last logged steps; None before there are two.

    Example:
        >>> lines = [{"step": step, "time": 2.0 * step} for step in (10, 20, 30)]
        >>> seconds_left(lines, {"state": "running", "step": 30, "steps": 100})
        140.0
    """
    pace = [
        (after["time"] - before["time"]) / (after["step"] - before["step"])
        for before, after in pairwise(metrics[-RECENT:])
        if after["step"] > before["step"]
    ]
    if not pace or not status.get("steps"):
        return None
    return statistics.mean(pace) * (status["steps"] - status.get("step", 0))


def about_curves(metrics: Sequence[Mapping[str, Any]], best: int | None) -> str:
    """The curves for those who do not see them."""
    last = next((line for line in reversed(metrics) if line["kind"] == "step"), None)
    loss = f"Loss and figures by epoch; the loss is {last['loss']:.4g} now" if last else "Figures by epoch"
    return loss + (f", the best epoch is {best}." if best else ".")
