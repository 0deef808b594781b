"""What is shown where a link names no run: never one that cannot answer."""

import json
import shutil

import pytest

from ladder.runs import RunFolder
from pages.parts.shell import sidebar

PAGES = ("start", "search", "map", "compare", "batches")


def trains(run):
    (run / "status.json").write_text(json.dumps({"state": "starting"}))
    shutil.rmtree(run / "embeddings")


def has_failed(run):
    (run / "status.json").write_text(json.dumps({"state": "failed", "message": "out of memory"}))


def is_damaged(run):
    (run / "config.toml").write_text("seed = [")


def was_not_evaluated(run):
    (run / "evaluation.json").unlink()


def holds_damaged_figures(run):
    (run / "evaluation.json").write_text("{")


STATES = [trains, has_failed, is_damaged, was_not_evaluated, holds_damaged_figures]


@pytest.fixture
def newest(own_runs):
    """The newest run: a copy of `alpha` beside the two."""
    shutil.copytree(own_runs / "alpha", own_runs / "newest")
    config = RunFolder(own_runs / "newest").config
    later = config.origin.model_copy(update={"created": "2999-01-01T00:00:00+00:00"})
    RunFolder(own_runs / "newest").write_config(config.model_copy(update={"origin": later}))
    return own_runs / "newest"


def shown():
    return [folder.name for folder in sidebar.first_runs()]


def test_the_newest_that_is_done_is_shown(newest):
    assert shown()[0] == "newest"


@pytest.mark.parametrize("befalls", STATES)
def test_no_run_that_cannot_answer_is_shown_unasked(newest, befalls):
    befalls(newest)
    assert shown() == ["alpha", "beta"]


@pytest.mark.parametrize("befalls", STATES)
def test_none_of_them_is_put_beside_a_good_one(own_runs, befalls):
    befalls(own_runs / "beta")
    assert shown() == ["alpha"]


def test_the_bundled_pair_is_shown_until_somebody_chooses(own_runs, monkeypatch):
    bundled = own_runs.parent / "bundled"
    for name in ("alpha", "beta"):
        shutil.copytree(own_runs / name, bundled / f"demo-{name}")
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", bundled)
    assert shown() == ["demo-alpha", "demo-beta"]


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_emptied_by_a_training(main_script, newest, page):
    trains(newest)
    opened = main_script.run() if page == "start" else main_script.switch_page(f"{page}.py").run()
    assert not opened.exception
    assert opened.selectbox(key="run").value == "alpha"
    assert "about to train" not in "".join(part.value for part in opened.get("html"))
