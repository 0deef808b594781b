"""A tiny data set on disk that a model can learn: coloured pictures, features and captions that name the colours."""

import json
from pathlib import Path

import numpy as np
from PIL import Image

from ladder.datasets.features import ABOUT, IDS, VALUES
from ladder.options import Choice
from ladder.runs.config import Config, DataConfig, ModelConfig, TrainingConfig

COLOURS = {"red": (200, 40, 40), "green": (40, 160, 60), "blue": (40, 70, 190), "yellow": (230, 200, 60)}
THINGS = ["ball", "kite", "boat", "tent", "lamp"]
SPLITS = {"train": 60, "dev": 20, "test": 20}


def make_world(folder: Path) -> str:
    """Writes pictures, captions and features into a folder; gives the data set's specification."""
    generator = np.random.default_rng(11)
    lines, ids, rows = ["image,caption,split"], [], []
    for split, count in SPLITS.items():
        for number in range(count):
            first, second = generator.choice(list(COLOURS), 2, replace=False)
            left, right = generator.choice(THINGS, 2, replace=False)
            name = f"{split}-{number}.png"
            picture = Image.new("RGB", (32, 32), COLOURS[first])
            picture.paste(COLOURS[second], (16, 0, 32, 32))
            picture.save(folder / name)
            said = [f"a {first} {left} and a {second} {right}", f"the {second} {right} is beside a {first} {left}"]
            lines += [f"{name},{caption},{split}" for caption in said[: 1 + number % 2]]
            ids.append(name)
            names = [*COLOURS, *THINGS]
            told = [float(word in (first, second, left, right)) for word in names]
            rows.append(np.array(told) + generator.normal(scale=0.1, size=len(names)))
    (folder / "captions.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    np.save(folder / VALUES, np.array(rows, dtype=np.float16))
    (folder / IDS).write_text("".join(f"{name}\n" for name in ids), encoding="utf-8")
    about = {"backbone": None, "backbone_hash": None, "pooling": "", "width": len(rows[0]), "rows": len(rows)}
    (folder / ABOUT).write_text(json.dumps(about | {"done": len(rows)}), encoding="utf-8")
    return f"table:{folder / 'captions.csv'},features={folder}"


def tiny_config(
    spec: str,
    *,
    loss: Choice | None = None,
    image: str = "features",
    text: dict[str, float] | None = None,
    **training: object,
) -> Config:
    """A configuration that trains on the world in seconds."""
    options = {"pixels": 16, "channels": 8} if image == "convnet" else {}
    settings = {"epochs": 3, "batch_size": 16, "learning_rate": 5e-3, "log_every": 2, "save_every": 3}
    return Config(
        seed=1,
        data=DataConfig(spec=spec),
        model=ModelConfig(
            size=16,
            image=Choice(name=image, **options),
            text=Choice(name="gru", word_size=8, min_count=1, **text or {}),
        ),
        loss=loss or Choice(name="triplet"),
        training=TrainingConfig(**settings | training),
    )
