"""Trains forms of the losses on real photographs and keeps what each reached, as a table.

``python -m benchmarks.trials --data SPEC --relevance FILE [--form NAME …] [--seeds 0 1 2]`` trains what the table does
not hold yet, on the training split, and measures it on the validation split; no other split is read. Several of
these may run at a time. ``--draw FILE`` draws the plane of recall and order.
"""

import argparse
import csv
import tempfile
import time
from pathlib import Path
from typing import Any

import torch

from benchmarks.forms import FORMS
from ladder import config as configuration
from ladder import relevance
from ladder.config import Config
from ladder.datasets import open_dataset
from ladder.evaluation import evaluate
from ladder.runs import RunFolder
from ladder.training import train

ROOT = Path(__file__).resolve().parent.parent
RECIPE = ROOT / "configs" / "flickr8k-triplet.toml"
TABLE = ROOT / "docs" / "trials.csv"
WAYS = ("image_to_caption", "caption_to_image")
FIGURES = ("recall@1", "ndcg@50", "cs@100", "cs@1000", "second/cs@1000")
COLUMNS = ("form", "seed", "epochs", "seconds", "rsum", *(f"{way}/{figure}" for way in WAYS for figure in FIGURES))


def main() -> None:
    """Trains and measures what is asked for and not there, or draws."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="specification of the data set, with features")
    parser.add_argument("--relevance", help="`.npy` of the sentence vectors of the captions, a file a {split}")
    parser.add_argument("--form", nargs="*", default=list(FORMS), choices=FORMS, metavar="NAME")
    parser.add_argument("--seeds", nargs="*", type=int, default=[0])
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--draw", type=Path, help="an .svg file; nothing is trained")
    asked = parser.parse_args()
    if asked.draw:
        from benchmarks.plane import draw

        draw(read(asked.table), asked.draw)
        return
    for seed in asked.seeds:
        for form in asked.form:
            if (form, str(seed)) not in {(row["form"], row["seed"]) for row in read(asked.table)}:
                keep(asked.table, trial(form, seed, asked.data, asked.relevance))


def read(table: Path) -> list[dict[str, str]]:
    """The rows that are there."""
    if not table.exists():
        return []
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keep(table: Path, row: dict[str, Any]) -> None:
    """Adds a row, at once."""
    is_new = not table.exists()
    with table.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(row)
    print(", ".join(f"{name} {value}" for name, value in row.items()), flush=True)


def recipe(form: str, seed: int, data: str, sentences: str) -> Config:
    """The configuration of a form: the triplet's recipe with another loss, and what goes with it."""
    tables = configuration.read(RECIPE).model_dump(exclude_none=True)
    changes = FORMS[form]
    tables |= {"seed": seed, "loss": changes["loss"], "relevance": {"name": "precomputed", "path": sentences}}
    tables["data"] |= {"spec": data}
    tables["training"] |= {"record_batches": 0} | changes.get("training", {})
    return configuration.parse(tables, form)


def trial(form: str, seed: int, data: str, sentences: str) -> dict[str, Any]:
    """Trains one form and measures its best epoch: recall with all captions, order with one an image."""
    config = recipe(form, seed, data, sentences)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        run: RunFolder = train(config, Path(folder) / "run", progress=False)
        seconds = time.perf_counter() - began
        vectors = run.embeddings(config.data.validation)
    split = open_dataset(data).split(config.data.validation)
    judge = relevance.ALL["precomputed"].for_data(split, path=sentences)
    second = relevance.ALL["tfidf"].for_data(split)
    recall = evaluate(vectors, judge, figures="short", resamples=0).values()
    order = evaluate(vectors, judge, second, protocol="ladder2020", resamples=0).values()
    found = {name: recall[name] if name == "rsum" or name.endswith("recall@1") else order[name] for name in COLUMNS[4:]}
    about = {"form": form, "seed": seed, "epochs": config.training.epochs, "seconds": round(seconds)}
    return about | {name: round(value, 2 if name == "rsum" else 4) for name, value in found.items()}


if __name__ == "__main__":
    torch.set_float32_matmul_precision("medium")  # bfloat16 inside of products where the processor has them
    main()
