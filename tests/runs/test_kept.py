"""A run as version 0.1.0 left it, stopped in its third epoch: all of it is read, and it goes on to the same numbers."""

import shutil

import numpy as np
import pytest
from PIL import Image

from ladder import load_run, runs
from ladder.errors import RunError
from ladder.evaluation import evaluate_run
from ladder.runs import RunFolder
from ladder.runs.many import about, exchange, table
from ladder.training import background
from ladder.training.loop import train
from tests.conftest import ROOT

KEPT = ROOT / "tests" / "runs" / "kept"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy, where its data set is."""
    shutil.copytree(KEPT, tmp_path, dirs_exist_ok=True)
    for name in (KEPT / "data" / "ids.txt").read_text().split():
        Image.new("RGB", (8, 8)).save(tmp_path / "data" / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LADDER_RUNS", str(tmp_path))
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", tmp_path / "bundled")
    return runs.find("run")


def test_it_is_small():
    assert sum(path.stat().st_size for path in KEPT.rglob("*")) < 200_000


def test_it_is_listed_with_what_was_noted(folder):
    (entry,) = table.entries()
    assert (entry.name, entry.state, entry.loss, entry.seed) == ("run", "stopped", "adaptive", 3)
    assert entry.message == "stopped at step 14; go on with `ladder train --resume run`"
    assert (entry.epochs, entry.best_epoch, entry.series["rsum"]) == ((2, 3), 1, [337.5, 337.5])
    assert (entry.tags, entry.note) == (("kept", "tiny"), "made by 0.1.0, before a run had one owner")
    assert entry.warning == ""


def test_all_that_it_holds_is_read(folder):
    assert len(folder.files()) == 25
    assert [line["step"] for line in folder.metrics() if line["kind"] == "step"] == [1, 5, 9, 13]
    assert {row["step"] for row in folder.levels()} == {1, 5, 9, 13}
    assert folder.batches() == [(0, 1), (1, 9)]
    assert folder.batch(9).similarity.shape == (8, 8)
    assert folder.splits() == ["dev"] and folder.epochs("dev") == [1, 2]
    assert folder.epoch("dev", 2).captions.shape == (16, 4)
    assert folder.samples("dev")["caption_to_image"]["query"].tolist() == list(range(16))
    assert folder.evaluation()["dev"]["figures"]["rsum"]["value"] == pytest.approx(337.5)
    assert folder.maps() == ["pca.dev"]
    assert folder.map("pca.dev").places.shape == (24, 2)
    assert folder.log_tail(1)[0].endswith("stopped at step 14; go on with `ladder train --resume run`")


def test_it_is_searched_and_evaluated_to_its_own_figures(folder):
    kept = folder.embeddings("dev")
    images, before = np.array(kept.images), folder.evaluation()["dev"]["figures"]
    assert len(load_run(folder.path).search(text="a red ball", k=3).rows()) == 3
    evaluate_run(folder, "dev", stored=True)
    assert folder.evaluation()["dev"]["figures"]["rsum"]["value"] == before["rsum"]["value"]
    evaluate_run(folder, "dev")
    np.testing.assert_allclose(folder.embeddings("dev").images, images, atol=1e-6)


def test_it_goes_on_to_the_numbers_that_version_came_to(folder):
    assert train(folder.config, folder.path, resume=True, progress=False).status()["state"] == "finished"
    last = folder.validations()[-1]
    assert (last["epoch"], last["step"]) == (3, 18)
    assert last["figures"]["rsum"] == 337.5
    assert last["figures"]["image_to_caption/cs@10"] == pytest.approx(0.17918236246707162, abs=1e-4)
    assert last["figures"]["caption_to_image/cs@10"] == pytest.approx(0.0644457331009036, abs=1e-4)
    with pytest.raises(RunError, match="`run` is finished; there is nothing to go on with"):
        background.resume(folder)


def test_it_is_not_gone_on_with_on_other_captions(folder, tmp_path):
    captions = tmp_path / "data" / "captions.csv"
    captions.write_text(captions.read_text().replace("kite", "bird"))
    with pytest.raises(RunError, match=r"have changed since `.*run` was started"):
        train(folder.config, folder.path, resume=True, progress=False)
    assert folder.status()["state"] == "stopped"


def test_it_goes_out_and_comes_in(folder, tmp_path):
    file = exchange.export(folder, tmp_path / "run.zip")
    again = exchange.take_in(file, name="again")
    assert again.files() == folder.files()
    assert about.read(again) == about.read(folder)
    assert RunFolder(again.path).config == folder.config
