"""A short training on the shapes that keeps its batches whole."""

from pathlib import Path

from ladder.evaluation import evaluate_run
from ladder.runs import RunFolder
from ladder.runs import config as configuration
from ladder.training.loop import train


def make_kept_run(spec: str, path: Path, loss: str = "adaptive") -> RunFolder:
    """Trains for two epochs, the first a warm-up, keeps five batches of 16, and evaluates on dev, whose captions are
    hostile."""
    tables = {
        "data": {"spec": spec, "train": "dev"},
        "model": {
            "size": 16,
            "image": {"name": "convnet", "pixels": 32, "channels": 8},
            "text": {"name": "gru", "word_size": 16, "min_count": 1},
        },
        "loss": {"name": loss},
        "training": {"epochs": 2, "batch_size": 16, "record_batches": 4, "log_every": 1, "device": "cpu"},
    }
    folder = train(configuration.parse(tables, "tiny"), path, progress=False)
    evaluate_run(folder, "dev")
    return folder
