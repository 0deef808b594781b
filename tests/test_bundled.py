"""The bundled runs: whole, small, made by the recipes beside them, and of today's scenes."""

import pytest

import ladder
from ladder import config as configuration
from ladder import runs
from ladder.cli.demo import RECIPES
from ladder.datasets import open_dataset
from tests.conftest import ROOT

MOST = 30_000_000  # bytes, all runs together


@pytest.mark.parametrize("name", RECIPES)
def test_it_is_what_its_recipe_describes(name):
    config = runs.find(name).config
    recipe = configuration.read(ROOT / "configs" / f"{name}.toml")
    assert config.model_copy(update={"origin": None}) == recipe
    assert config.origin.data_fingerprint == open_dataset("scenes").fingerprint


@pytest.mark.parametrize("name", RECIPES)
def test_it_can_be_searched_and_is_better_than_chance(name):
    run = ladder.load_run(name)
    assert run.folder.status()["state"] == "finished"
    assert run.folder.splits() == ["dev", "test"]
    assert run.folder.evaluation()["test"]["figures"]["rsum"]["value"] > 60  # chance is about 5
    ranking = run.search(text="a dog on the beach", split="test", k=10)
    assert len(ranking) == 10
    assert not ranking.unknown_words


def test_all_together_are_small():
    sizes = [path.stat().st_size for path in runs.BUNDLED.rglob("*") if path.is_file()]
    assert 100_000 < sum(sizes) < MOST
