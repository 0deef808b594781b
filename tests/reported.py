"""Evaluated runs without a training: random vectors of pictures whose captions try to be markup."""

import numpy as np
from PIL import Image

from ladder.datasets import open_dataset
from ladder.evaluation import evaluate
from ladder.options import Choice
from ladder.runs import RunFolder
from ladder.runs.building import make_judge
from ladder.runs.config import Config, DataConfig, Origin
from ladder.runs.embeddings import Embeddings

HOSTILE = (
    "<script>document.title='taken'</script> a red ball & a %{x} kite",
    "![cat](http://elsewhere.invalid/cat.png) a red ball $x^2$",
    '"><img src=http://elsewhere.invalid/x.png onerror=alert(1)> a blue kite',
)
COLOURS, THINGS = ("red", "green", "blue"), ("ball", "kite", "boat", "tent")
IMAGES, SIZE = 24, 6


def make_data(folder):
    """Pictures of one colour with two captions each; gives the data set's specification."""
    lines = ["image,caption,split"]
    for number in range(IMAGES):
        colour, thing = COLOURS[number % 3], THINGS[number // 3 % 4]
        Image.new("RGB", (32, 24), colour).save(folder / f"{number}.png")
        for caption in (f"{HOSTILE[number % 3]} beside a {colour} {thing}", f"one {thing} that is {colour}"):
            quoted = caption.replace('"', '""')
            lines.append(f'{number}.png,"{quoted}",dev')
    (folder / "table.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return f"table:{folder / 'table.csv'}"


def make_run(path, spec, seed=0, loss="adaptive", **options):
    """A run's folder with vectors, an evaluation, a record of training, and no model."""
    generator = np.random.default_rng(seed)
    origin = Origin(
        ladder="0.1.0", python="3.11.7", torch="2.13.0", created="2026-01-02T03:04:05", data_fingerprint="f00d"
    )
    config = Config(seed=seed, data=DataConfig(spec=spec), loss=Choice(name=loss), origin=origin)
    folder = RunFolder.create(path, config)
    data = open_dataset(spec).split("dev")
    images, captions = (generator.normal(size=(count, SIZE)) for count in (IMAGES, len(data.captions)))
    captions += 2 * images[data.caption_image]
    rows = [(table / np.linalg.norm(table, axis=1, keepdims=True)).astype(np.float32) for table in (images, captions)]
    named = list(data.image_ids), list(data.caption_ids), list(data.captions), data.caption_image
    vectors = Embeddings("dev", *rows, *named)
    folder.write_embeddings(vectors)
    report = evaluate(vectors, make_judge(config, data), resamples=50, **options)
    told = report.as_json() | {"same_judge": True}
    folder.write_samples(report.view, report.samples)
    folder.write_evaluation(report.view, told)
    for step in (1, 2, 3, 4):
        folder.append_metrics(kind="step", epoch=(step - 1) // 2, step=step, warm_up=step < 2, loss=10.0 / step)
    for epoch in (1, 2):
        figures = {"rsum": 100.0 * epoch, "image_to_caption/recall@1": 0.1 * epoch}
        folder.append_metrics(kind="validation", epoch=epoch, step=2 * epoch, figures=figures)
    folder.write_levels([{"step": step, "k_histogram": [0, 0, 3, 1], "rung_cost": [3.0, 1.0]} for step in (1, 2)])
    folder.write_status(state="finished", best={"figure": "rsum", "value": 200.0, "epoch": 2})
    return folder
