"""A training step, batch 128, GRU: beside the bare forward and backward of its towers, and beside the triplet's.

The parts are of the processor's time on one thread, so that other programs take no part in them; a step while training
is of the clock, for the next one is made ready meanwhile.
"""

import json
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from benchmarks.timing import medians
from ladder.datasets.features import ABOUT, IDS, VALUES
from ladder.options import Choice
from ladder.runs.config import Config, DataConfig, ModelConfig, TrainingConfig
from ladder.training.batch import Batch
from ladder.training.loop import Training
from ladder.training.prefetch import one_ahead

IMAGES, CAPTIONS_EACH, WORDS, WIDTH = 1000, 5, 3000, 1280
BATCH, SIZE = 128, 512  # captions, and numbers of the joint space
STEPS = 12  # of a turn of training
LIMIT = 1.25
LOSSES = {
    "triplet": Choice(name="triplet"),
    "ladder": Choice(name="ladder", thresholds=[0.3]),
    "adaptive": Choice(name="adaptive"),
    "adaptive, all pairs": Choice(name="adaptive", pairs="all"),
}


def make_data(folder: Path) -> str:
    """Captions of Zipf's words and the lengths of people's, features of noise; the data set's specification."""
    generator = np.random.default_rng(0)
    words = np.array([f"word{number}" for number in range(WORDS)])
    chance = 1 / np.arange(1, WORDS + 1)
    lines = ["image,caption,split"]
    for image in range(IMAGES):
        split = "dev" if image < 10 else "train"
        for _ in range(CAPTIONS_EACH):
            length = int(np.clip(generator.normal(11.8, 3.8), 4, 35))  # as in Flickr8k
            lines.append(f"{image}.jpg,{' '.join(generator.choice(words, length, p=chance / chance.sum()))},{split}")
    (folder / "table.csv").write_text("\n".join(lines), encoding="utf-8")
    np.save(folder / VALUES, generator.random((IMAGES, WIDTH)).astype(np.float16))
    (folder / IDS).write_text("".join(f"{image}.jpg\n" for image in range(IMAGES)), encoding="utf-8")
    about = {"backbone": None, "backbone_hash": None, "pooling": "", "width": WIDTH, "rows": IMAGES, "done": IMAGES}
    (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")
    for image in range(IMAGES):
        (folder / f"{image}.jpg").touch()
    return f"table:{folder / 'table.csv'},features={folder}"


def measure(training: Training, repeats: int = 9) -> dict[str, float]:
    """Median seconds of the whole step, of the bare towers, and of the step's parts."""
    rows = training.order(0)[: training.batch_size]
    prepared = training.prepare(0, rows)
    known = prepared.known.cross
    model, optimizer = training.model, training.optimizer

    def bare() -> None:
        model.zero_grad(set_to_none=True)
        similarity = model(prepared.images, prepared.captions)
        (similarity * similarity.detach()).sum().backward()

    training.take(prepared)
    made = training.batch(prepared)
    batch = replace(made, similarity=made.similarity.detach().requires_grad_())
    return medians(
        {
            "whole step": lambda: training.take(training.prepare(0, rows)),
            "bare forward and backward": bare,
            "made ready (in the background when training)": lambda: training.prepare(0, rows),
            "  of which levels": lambda: training.loss.levels(known.positive, known.relevance),
            "loss, forward and backward": lambda: batch.cost().backward(),
            "gradient norm": lambda: torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0),
            "optimiser": optimizer.step,
            "what is logged of a step": lambda: log(training, batch),
        },
        repeats,
        time.process_time,
    )


def log(training: Training, batch: Batch) -> None:
    """What training writes down of a logged step."""
    training.journal.step(0, 1, {"loss": 0.0}, warm_up=False)
    training.journal.explain(0, 1, batch, keep=False)
    training.journal.has_collapsed(batch, 0.0)


def make_trainings(folder: Path) -> dict[str, Training]:
    """A training for each loss on the stand-in data, without a warm-up."""
    data, settings = DataConfig(spec=make_data(folder)), TrainingConfig(warm_up_epochs=0, batch_size=BATCH)
    model = ModelConfig(size=SIZE)
    return {
        name: Training(Config(data=data, model=model, loss=loss, training=settings), folder / name, resume=False)
        for name, loss in LOSSES.items()
    }


def in_turns(trainings: dict[str, Training], repeats: int = 5) -> dict[str, float]:
    """Median seconds of a step as training takes it, the next one made ready meanwhile, of each loss in turn."""

    def steps_of(training: Training) -> None:
        rows = training.order(0)[: training.batch_size]
        for prepared in one_ahead(lambda step: training.prepare(step, rows), [0] * STEPS):
            training.take(prepared)

    ways = {name: (lambda training=training: steps_of(training)) for name, training in trainings.items()}
    return {name: seconds / STEPS for name, seconds in medians(ways, repeats).items()}


def main() -> None:
    """Prints the ratios and where the time goes."""
    torch.set_num_threads(1)
    log_every = TrainingConfig().log_every
    with tempfile.TemporaryDirectory() as folder:
        trainings = make_trainings(Path(folder))
        for name, training in trainings.items():
            seconds = measure(training)
            ratio = seconds["whole step"] / seconds["bare forward and backward"]
            print(f"{name}: a step costs {ratio:.2f} x the bare forward and backward (claim for triplet: {LIMIT})")
            for part, spent in seconds.items():
                print(f"    {part:46} {1000 * spent:8.1f} ms")
            logged = seconds["what is logged of a step"] / log_every / seconds["whole step"]
            print(f"    logging every {log_every} steps costs {logged:.2%} of a step (claim: 2 %)")
        seconds = in_turns(trainings)
    for name, spent in seconds.items():
        ratio = spent / seconds["triplet"]
        print(f"{name}: {1000 * spent:.1f} ms a step while training, {ratio:.3f} x the triplet's (claim: 1.10)")
