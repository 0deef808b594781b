"""A small data set of drawn shapes, with captions that try to be markup, and short trainings on it."""

import csv
from pathlib import Path

from PIL import Image, ImageDraw

from ladder.evaluation import evaluate_run
from ladder.runs import RunFolder
from ladder.runs import config as configuration
from ladder.training.loop import train

COLOURS = ("red", "green", "blue", "orange", "purple", "black")
SHAPES = ("circle", "square", "triangle")
HOSTILE = (
    "![cat](http://elsewhere.invalid/cat.png) a red circle",
    "<script>document.title='taken'</script> a <b>blue</b> square",
    "$x^2$ :red[alarm] `code` **bold** :smile: [link](http://elsewhere.invalid) %{x} {@y}",
)


def make_data(folder: Path) -> str:
    """Draws the pictures, writes the table, and returns how the data set is opened."""
    rows = []
    for split, sizes in (("train", (12, 16)), ("dev", (10,)), ("test", (14,))):
        for size in sizes:
            for colour in COLOURS:
                for shape in SHAPES:
                    name = f"{split}-{colour}-{shape}-{size}.png"
                    _draw(shape, colour, size).save(folder / name)
                    rows.append((name, f"a {colour} {shape}", split))
                    rows.append((name, f"one small {colour} {shape} on white", split))
    hostile = "dev-hostile.png"
    _draw("circle", "red", 6).save(folder / hostile)
    rows += [(hostile, caption, "dev") for caption in HOSTILE]
    with (folder / "shapes.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("image", "caption", "split"), *rows])
    return f"table:{folder / 'shapes.csv'}"


def make_run(spec: str, path: Path, loss: str = "triplet", seed: int = 0) -> RunFolder:
    """Trains for a moment, and evaluates on dev and test."""
    tables = {
        "seed": seed,
        "data": {"spec": spec},
        "model": {
            "size": 16,
            "image": {"name": "convnet", "pixels": 32, "channels": 8},
            "text": {"name": "gru", "word_size": 16, "min_count": 1},
        },
        "loss": {"name": loss},
        "training": {"epochs": 1, "batch_size": 16, "record_batches": 0, "device": "cpu"},
    }
    if loss != "triplet":
        tables["training"]["warm_up_epochs"] = 0.5
    folder = train(configuration.parse(tables, "tiny"), path, progress=False)
    evaluate_run(folder, "test")
    return folder


def _draw(shape: str, colour: str, size: int) -> Image.Image:
    picture = Image.new("RGB", (48, 36), "white")
    draw, box = ImageDraw.Draw(picture), (24 - size, 18 - size, 24 + size, 18 + size)
    if shape == "circle":
        draw.ellipse(box, fill=colour)
    elif shape == "square":
        draw.rectangle(box, fill=colour)
    else:
        draw.polygon([(box[0], box[3]), (24, box[1]), (box[2], box[3])], fill=colour)
    return picture
