"""The plain Python blocks of the README and the pages run: in turn, each page with what its reader would have."""

import re

import numpy as np
import pytest
import torch
from PIL import Image

from ladder import runs
from ladder.losses import TripletLoss
from ladder.relevance import TfidfRelevance
from ladder.runs import activity
from ladder.runs import config as configuration
from ladder.training import background
from tests.captioned import captions_of
from tests.conftest import ROOT
from tests.measured import config, make_run, samples
from tests.world import make_world, tiny_config

BLOCK = re.compile(r"(?ms)^```python\n(.*?)^```")
WALK = "walkthrough.md"  # tests/test_walkthrough.py runs it, and looks at what it prints


def blocks_of(page):
    """The blocks that doctest does not run, each below as many lines as on the page: an error names the page's own."""
    text = page.read_text(encoding="utf-8")
    found = [block for block in BLOCK.finditer(text) if ">>>" not in block[1]]
    return ["\n" * text.count("\n", 0, block.start(1)) + block[1] for block in found]


PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
WITH_BLOCKS = [page for page in PAGES if page.name != WALK and blocks_of(page)]


def _photographs(folder, _monkeypatch):
    (folder / "photos").mkdir()
    Image.new("RGB", (4, 4)).save(folder / "photos" / "beach.jpg")
    (folder / "photos" / "captions.csv").write_text("image,caption,split\nbeach.jpg,Dogs at the sea,dev\n")


def _runs(folder, _monkeypatch):
    for seed, name in enumerate(("a", "b-0", "b-1")):
        make_run(folder / "runs" / name, settings=config(seed), values=samples(seed), view="test")


def _tensors(_folder, _monkeypatch):
    positive = torch.eye(4, dtype=torch.bool)
    return {"loss": TripletLoss(), "similarity": torch.rand(4, 4), "positive": positive, "relevance": torch.rand(4, 4)}


def _provider(_folder, _monkeypatch):
    rows = np.arange(2)
    judge = TfidfRelevance.for_data(captions_of())
    return {"relevance": judge} | dict.fromkeys(("rows", "columns", "images", "others"), rows)


def _recipe(folder, monkeypatch):
    """Every recipe is a tiny one."""
    (folder / "world").mkdir()
    tiny = tiny_config(make_world(folder / "world"), epochs=3)
    monkeypatch.setattr(configuration, "read", lambda path, changes=(): tiny)


def _long_recipe(folder, monkeypatch):
    """And takes a while, so that it can be stopped."""
    _recipe(folder, monkeypatch)
    long = configuration.read("")
    long = long.model_copy(update={"training": long.training.model_copy(update={"epochs": 500})})
    monkeypatch.setattr(configuration, "read", lambda path, changes=(): long)


BEFORE = {
    "comparison.md": _runs,
    "data.md": _photographs,
    "losses.md": _tensors,
    "relevance.md": _provider,
    "runs.md": _recipe,
    "training.md": _long_recipe,
}


@pytest.mark.timeout(240)
@pytest.mark.parametrize("page", WITH_BLOCKS, ids=lambda page: page.name)
def test_its_blocks_run_in_turn(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LADDER_RUNS", str(tmp_path / "runs"))
    before = BEFORE.get(page.name, lambda folder, monkeypatch: {})
    names = before(tmp_path, monkeypatch) or {}
    try:
        for block in blocks_of(page):
            exec(compile(block, str(page), "exec"), names)
    finally:
        if holder := activity.holding(runs.root()):
            background.stop(runs.find(holder.run)).join()


def test_what_a_page_asks_for_is_of_a_page_with_blocks():
    assert BEFORE.keys() <= {page.name for page in WITH_BLOCKS}
