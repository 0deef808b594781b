"""A training step costs at most 1.25 times the bare forward and backward of its own towers, batch 128, GRU."""

import json
import tempfile
from pathlib import Path

import numpy as np
import torch

from benchmarks.timing import medians
from ladder.config import Choice, Config, DataConfig, TrainingConfig
from ladder.datasets.features import ABOUT, IDS, VALUES
from ladder.journal import Batch
from ladder.training import Training

IMAGES, CAPTIONS_EACH, WORDS, WIDTH = 1000, 5, 3000, 1280
LIMIT = 1.25


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


def measure(folder: Path, loss: Choice, repeats: int = 15) -> dict[str, float]:
    """Median seconds of the whole step, of the bare towers, and of the step's parts."""
    spec = (
        make_data(folder) if not (folder / "table.csv").exists() else f"table:{folder / 'table.csv'},features={folder}"
    )
    settings = TrainingConfig(warm_up_epochs=0)
    config = Config(data=DataConfig(spec=spec), loss=loss, training=settings)
    training = Training(config, folder / f"run-{loss.name}", resume=False)
    rows = training.order(0)[: settings.batch_size]
    side, model, optimizer = training.train_side, training.model, training.optimizer
    images = side.data.caption_image[rows]
    image, text = side.images.take(images), side.captions.take(rows)

    def bare() -> None:
        model.zero_grad(set_to_none=True)
        similarity = model(image, text)
        (similarity * similarity.detach()).sum().backward()

    training.take(0, rows)
    made = training.batch(rows)
    batch = Batch(rows, made.similarity.detach().requires_grad_(), made.positive, made.relevance)
    return medians(
        {
            "whole step": lambda: training.take(0, rows),
            "bare forward and backward": bare,
            "inputs": lambda: (side.images.take(images), side.captions.take(rows)),
            "relevance": lambda: side.judge.between(rows, rows),
            "loss, forward and backward": lambda: batch.through(training.loss).backward(),
            "gradient norm": lambda: torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0),
            "optimiser": optimizer.step,
        },
        repeats,
    )


def main() -> None:
    """Prints the ratio and where the time goes."""
    with tempfile.TemporaryDirectory() as folder:
        for loss in (Choice(name="triplet"), Choice(name="ladder", thresholds=[0.3]), Choice(name="adaptive")):
            seconds = measure(Path(folder), loss)
            ratio = seconds["whole step"] / seconds["bare forward and backward"]
            print(f"{loss.name}: a step costs {ratio:.2f} x the bare forward and backward (claim for triplet: {LIMIT})")
            for part, time in seconds.items():
                print(f"    {part:28} {1000 * time:8.1f} ms")
