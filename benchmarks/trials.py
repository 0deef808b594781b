"""Trains forms of the losses on real photographs and keeps what each reached, as a table.

``python -m benchmarks.trials [--form NAME …] [--seeds 0 1 2] [--set KEY=VALUE …]`` trains what the table does not hold
yet, on the training split, and measures it on the validation split; no other split is read. ``--set`` says
where data and models lie, as of ``ladder train``. Several of these may run at a time. ``--draw FOLDER`` draws the plane
of recall and order and prints the table's means.
"""

import argparse
import itertools
import math
import re
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from benchmarks.forms import FORMS
from benchmarks.trial_table import MEASURED, keep, read, summary
from ladder.evaluation import evaluate_run
from ladder.runs import RunFolder
from ladder.runs import config as configuration
from ladder.runs.config import Config
from ladder.training.loop import train

ROOT = Path(__file__).resolve().parent.parent
CONFIGS = ROOT / "configs"
RECIPE = "flickr8k-triplet"
TABLE = ROOT / "docs" / "trials.csv"


def main() -> None:
    """Trains and measures what is asked for and not there, or draws."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", nargs="*", default=[], metavar="KEY=VALUE", help="changes to the recipes")
    parser.add_argument("--form", nargs="*", default=list(FORMS), choices=FORMS, metavar="NAME")
    parser.add_argument("--seeds", nargs="*", type=int, default=[0])
    parser.add_argument("--runs", type=Path, help="a folder to keep the runs in, for `ladder compare`")
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--draw", type=Path, help="a folder for the figures; nothing is trained")
    asked = parser.parse_args()
    if asked.draw:
        from benchmarks.plane import draw

        print(summary(read(asked.table)))
        draw(read(asked.table), asked.draw)
        return
    with tempfile.TemporaryDirectory() as folder:
        for seed, form in itertools.product(asked.seeds, asked.form):
            about = {"form": form, "seed": str(seed)}
            if not any(about.items() <= row.items() for row in read(asked.table)):
                path = (asked.runs or Path(folder)) / re.sub(r"[^a-z0-9.]+", "-", "-".join(about.values()))
                keep(asked.table, about | trial(configured(form, seed, asked.set), path))


def configured(form: str, seed: int, changes: Sequence[str]) -> Config:
    """The configuration of a form: a recipe with another loss, and what goes with it."""
    changed = FORMS[form]
    tables = configuration.read(CONFIGS / f"{changed.get('recipe', RECIPE)}.toml", changes).model_dump(
        exclude_none=True
    )
    model = tables["model"]
    tables |= {"seed": seed, "loss": changed.get("loss", tables["loss"])}
    tables["training"] |= changed.get("training", {}) | {"record_batches": 0}
    tables["model"] |= {tower: model[tower] | changed.get(tower, {}) for tower in ("image", "text")}
    return configuration.parse(tables, form)


def trial(config: Config, path: Path) -> dict[str, Any]:
    """Trains one form and measures its best epoch: recall with all captions, order with one an image."""
    began, split = time.perf_counter(), config.data.validation
    if path.exists() and RunFolder.open(path).config.model_copy(update={"origin": None}) != config:
        raise SystemExit(f"`{path}` holds another training: name another folder by `--runs`, or remove it")
    run = train(config, path, resume=path.exists(), progress=False)
    if run.status()["state"] != "finished":
        raise SystemExit("interrupted; with `--runs DIR` the same command goes on from there")
    seconds = time.perf_counter() - began
    recall = {name: figure["value"] for name, figure in run.evaluation()[split]["figures"].items()}
    order = evaluate_run(run, split, protocol="ladder2020", resamples=0).values()
    found = order | {name: recall[name] for name in MEASURED if name == "rsum" or name.endswith("recall@1")}
    about = {"epochs": config.training.epochs, "seconds": round(seconds)}
    return about | {name: round(found.get(name, math.nan), 2 if name == "rsum" else 4) for name in MEASURED}


if __name__ == "__main__":
    torch.set_float32_matmul_precision("medium")  # bfloat16 inside of products where the processor has them
    main()
