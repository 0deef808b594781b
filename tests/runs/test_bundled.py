"""The bundled runs: whole, small, made by the recipes beside them, and of today's scenes."""

import shutil

import pytest

import ladder
from ladder import runs
from ladder.cli import demo
from ladder.cli.demo import RECIPES
from ladder.datasets import open_dataset
from ladder.evaluation import evaluate_run
from ladder.runs import RunFolder
from ladder.runs import config as configuration
from tests.conftest import ROOT

MOST = 30_000_000  # bytes, all runs together


def _values(folder):
    return {key: figure["value"] for key, figure in folder.evaluation()["test"]["figures"].items()}


@pytest.mark.parametrize("name", RECIPES)
def test_it_is_what_its_recipe_describes(name):
    config = runs.find(name).config
    recipe = configuration.read(ROOT / "configs" / f"{name}.toml")
    assert config.model_copy(update={"origin": None}) == recipe
    assert config.origin.data_fingerprint == open_dataset(config.data.spec).fingerprint


@pytest.mark.parametrize("name", RECIPES)
def test_it_can_be_searched_and_is_better_than_chance(name):
    run = ladder.load_run(name)
    assert run.folder.status()["state"] == "finished"
    assert run.folder.splits() == ["test"]
    assert run.folder.evaluation()["test"]["figures"]["rsum"]["value"] > 100  # chance is about 5
    ranking = run.search(text="a dog on the beach", split="test", k=10)
    assert len(ranking) == 10
    assert not ranking.unknown_words


@pytest.mark.parametrize("name", RECIPES)
def test_it_has_everything_that_the_app_shows(name):
    folder = runs.find(name)
    assert {"dev", "test", "test.tail"} <= folder.evaluation().keys()
    assert len(folder.samples("test")["caption_to_image"]["rank"]) == 5000
    assert {"umap.test", "pca.test"} <= set(folder.maps())
    assert len(folder.map("umap.test").places) == 6000
    assert len(list((folder.path / "batches").iterdir())) == 8
    assert folder.levels()
    assert {line["kind"] for line in folder.metrics()} == {"step", "validation"}


@pytest.mark.slow
@pytest.mark.parametrize("name", RECIPES)
def test_its_figures_are_those_of_its_vectors(name, tmp_path):
    bundled = runs.find(name)
    copy = RunFolder(shutil.copytree(bundled.path, tmp_path / name))
    again = evaluate_run(copy, "test", stored=True, resamples=0).values()
    kept = _values(bundled)
    assert again.keys() == kept.keys()
    assert again == {key: pytest.approx(value, abs=1e-4) for key, value in kept.items()}


def test_all_together_are_small():
    sizes = [path.stat().st_size for path in runs.BUNDLED.rglob("*") if path.is_file()]
    assert 100_000 < sum(sizes) < MOST


@pytest.mark.slow
def test_a_small_one_is_rebuilt_by_the_command(tmp_path, monkeypatch):
    """Every recipe on few scenes and epochs: all parts are there, and the same command gives the same figures."""
    (tmp_path / "configs").mkdir()
    small = {"spec": "scenes,train=40,dev=15,test=20,tail=6,size=32", "epochs": "2", "warm_up_epochs": "1"}
    for name in RECIPES:
        lines = (ROOT / "configs" / f"{name}.toml").read_text(encoding="utf-8").splitlines()
        changed = [
            f'{key} = "{small[key]}"' if key == "spec" else f"{key} = {small[key]}" if key in small else line
            for line in lines
            for key in [line.split(" = ")[0]]
        ]
        (tmp_path / "configs" / f"{name}.toml").write_text("\n".join(changed), encoding="utf-8")
    monkeypatch.setattr(demo.app, "ROOT", tmp_path)
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", tmp_path / "bundled")
    monkeypatch.setenv("LADDER_RUNS", str(tmp_path / "runs"))
    figures = []
    for _ in range(2):
        demo.demo(rebuild=True, quiet=True)
        folders = {name: RunFolder(tmp_path / "bundled" / name) for name in RECIPES}
        figures.append({name: _values(folder) for name, folder in folders.items()})
    for name, before in figures[0].items():
        assert figures[1][name] == {key: pytest.approx(value, abs=1e-4) for key, value in before.items()}
    for folder in folders.values():
        assert "test.tail" in folder.evaluation()
        assert {"umap.test", "pca.test"} <= set(folder.maps())
        assert not folder.checkpoint("last").exists()
    assert any(name.startswith("aligned") for name in folders["demo-adaptive"].maps())
    assert not list((tmp_path / "runs").iterdir())
