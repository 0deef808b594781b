"""How long a training will take and how much memory, told before it is started.

By earlier runs where there are some like it; else by a few steps of the training itself, in a process of its own:
``python -m ladder.training.estimates CONFIG.toml`` prints what they took as JSON.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from ladder.errors import LadderError, RunError
from ladder.files import processes
from ladder.runs import RunFolder
from ladder.runs import config as configuration
from ladder.runs.config import Config

STEPS, SECONDS = 6, 2.0  # of a probe, at most; the first step is not counted
PATIENCE = 180.0  # seconds that a probe may take, opening the data set included


@dataclass(frozen=True)
class Estimate:
    """What a training will take.

    Attributes:
        seconds: From the first step to the last validation.
        memory: Bytes at most, on the device that trains; None where it was not measured.
        steps: Of the optimiser.
        how: How it was made, in a sentence.
    """

    seconds: float
    memory: int | None
    steps: int
    how: str


def by_runs(config: Config, folders: Iterable[RunFolder]) -> Estimate | None:
    """By the newest run on the same data with the same towers, batch, judge and loss; None where there is none.

    Args:
        config: What is to be trained.
        folders: Earlier runs, the newest first.
    """
    for folder in folders:
        try:
            if _kind(folder.config) == _kind(config) and (found := _from_run(config, folder)):
                return found
        except (LadderError, KeyError, ValueError):
            continue
    return None


def by_probe(config: Config) -> Estimate:
    """By a few steps and one validation in a process of its own, which opens the data set first.

    Raises:
        RunError: If the probe failed, with what it said, or took too long.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "probe.toml"
        path.write_text(configuration.write(config), encoding="utf-8")
        try:
            done = processes.ask("ladder.training.estimates", [str(path)], patience=PATIENCE)
        except TimeoutError:
            raise RunError(f"no step was taken within {PATIENCE:.0f} s; the data set is large, just start") from None
    if done.returncode:
        said = next(iter(done.stderr.strip().splitlines()[-1:]), "it ended without a word")
        raise RunError(said.removeprefix("error: "))
    return Estimate(**json.loads(done.stdout.splitlines()[-1]))


def probe(config: Config) -> Estimate:
    """Takes a few steps and a validation, here and now, and leaves nothing."""
    import torch

    from ladder.evaluation import embed, evaluate
    from ladder.training.loop import Training

    with tempfile.TemporaryDirectory() as folder:
        training = Training(config, Path(folder) / "probe", resume=False)
        times, until = [], time.perf_counter() + SECONDS
        order = training.order(0)
        for step in range(min(STEPS, training.steps)):
            rows = order[(step % training.steps_an_epoch) * training.batch_size :][: training.batch_size]
            begun = time.perf_counter()
            _, cost, _ = training.take(training.prepare(step, rows))
            float(cost)  # waits for the device
            times.append(time.perf_counter() - begun)
            if time.perf_counter() > until and len(times) > 1:
                break
        begun = time.perf_counter()
        evaluate(embed(training.model, training.validation_side), training.validation_side.judge, figures="short")
        validation = time.perf_counter() - begun
        on_gpu = training.device.type == "cuda"
        memory = torch.cuda.max_memory_reserved(training.device) if on_gpu else _peak()
    a_step = statistics.median(times[1:] or times)
    return Estimate(
        seconds=training.steps * a_step + config.training.epochs * validation,
        memory=memory,
        steps=training.steps,
        how=f"measured: {len(times)} steps of {1000 * a_step:.0f} ms and a validation of {validation:.1f} s, on "
        + ("the GPU" if on_gpu else "the CPU"),
    )


def _kind(config: Config) -> tuple[Any, ...]:
    """What decides how long a step takes."""
    settings, names = config.training, (config.loss.name, config.relevance.name)
    sizes = (settings.batch_size, settings.device, settings.precision)
    return (config.data.model_dump_json(), config.model.model_dump_json(), *names, *sizes)


def _from_run(config: Config, folder: RunFolder) -> Estimate | None:
    """By the times in the run's figures: between two steps of an epoch, and round a validation."""
    lines, status = folder.metrics(), folder.status()
    a_step = _median([(after["time"] - before["time"]) / (after["step"] - before["step"]) for before, after in
                      pairwise(lines) if before["kind"] == after["kind"] == "step" and after["step"] > before["step"]
                      and after["epoch"] == before["epoch"]])  # fmt: skip
    if a_step is None or not status.get("steps"):
        return None
    an_epoch = status["steps"] // status["epochs"]
    ends = [line["time"] for line in lines if line["kind"] == "validation"]
    whole = _median([after - before for before, after in pairwise(ends)])
    an_epoch_takes = max(whole or 0.0, an_epoch * a_step)
    return Estimate(
        seconds=config.training.epochs * an_epoch_takes,
        memory=None,
        steps=config.training.epochs * an_epoch,
        how=f"by the run {folder.name}, whose epochs took {an_epoch_takes:.1f} s each",
    )


def _median(values: Sequence[float]) -> float | None:
    """The median of those above 0: a run that was stopped for a night has jumps, which a median passes over."""
    above = [value for value in values if value > 0]
    return statistics.median(above) if above else None


def _peak() -> int:
    """Most bytes that this process has held."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _main() -> None:
    try:
        found = probe(configuration.read(Path(sys.argv[1])))
    except LadderError as error:
        sys.exit(f"error: {error}")
    sys.stdout.write(json.dumps(asdict(found)) + "\n")


if __name__ == "__main__":
    _main()
