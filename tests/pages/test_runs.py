"""What the page says of runs that are absent, half-written, damaged, or whose data set has gone."""

import json
import os
import re
import shutil
import time
from pathlib import Path

import pytest

from ladder.runs import RunFolder
from pages.parts.components.ranked import SIDES
from pages.parts.shell import cache, sidebar
from pages.parts.start import warming
from tests.pages.reading import captions, cards, drawn, said


def test_without_runs_the_page_says_how_to_make_one(opened, own_runs):
    shutil.rmtree(own_runs)
    text = said(opened())
    assert "There are no runs yet" in text
    assert "ladder train configs/" in text
    assert "ladder demo --rebuild" in text


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ({"state": "running", "heartbeat": "now", "epoch": 2, "epochs": 8}, r"still training \(epoch 2 of 8\)"),
        ({"state": "running", "heartbeat": 0}, r"stopped before .* `ladder train --resume {path}`"),
        ({"state": "stopped"}, r"stopped before .* `ladder train --resume {path}`"),
        ({"state": "failed"}, r"stopped before .* `ladder train --resume {path}`"),
        ({"state": "finished"}, r"no embeddings yet. `ladder evaluate {path} --split dev` makes them"),
        ({}, r"no embeddings yet. `ladder evaluate {path} --split dev` makes them"),
    ],
)
def test_a_run_without_embeddings_says_what_to_do(own_runs, status, sentence):
    folder = RunFolder(own_runs / "alpha")
    shutil.rmtree(folder.path / "embeddings")
    if status.get("heartbeat") == "now":
        status = status | {"heartbeat": time.time()}
    (folder.path / "status.json").write_text(json.dumps(status))
    assert re.search(sentence.format(path=folder.path), sidebar.why_closed(folder))


def test_a_run_with_embeddings_is_open(own_runs):
    assert sidebar.why_closed(RunFolder(own_runs / "alpha")) is None


def test_an_own_run_hides_a_bundled_one_of_its_name(main_script, own_runs, monkeypatch):
    bundled = own_runs.parent / "bundled"
    shutil.copytree(own_runs, bundled)
    shutil.rmtree(bundled / "alpha" / "embeddings")
    shutil.copytree(bundled / "beta", bundled / "gamma")
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", bundled)
    page = main_script.switch_page("search.py").run()
    assert page.selectbox(key="run").options == ["alpha", "beta", "gamma"]
    assert "A look into the gallery" in said(page)


def test_a_half_written_run_is_one_sentence_on_the_page(opened, own_runs):
    shutil.rmtree(own_runs / "alpha" / "embeddings")
    page = opened()
    assert f"ladder evaluate {own_runs / 'alpha'} --split dev" in said(page)
    page.selectbox(key="run").select("beta").run()
    assert "A look into the gallery" in said(page)


@pytest.mark.parametrize(
    ("file", "content", "sentence"),
    [
        ("config.toml", b"seed = [", "config.toml: not a TOML file"),
        ("embeddings/dev.images.npy", b"nothing", "The embeddings of dev in"),
        ("checkpoints/best/weights.safetensors", b"nothing", "checkpoints/best"),
        ("checkpoints/best/model.json", b"{", "model.json is damaged"),
    ],
)
def test_a_damaged_run_is_one_sentence(opened, own_runs, file, content, sentence):
    (own_runs / "alpha" / file).write_bytes(content)
    page = opened(q="a red circle")
    assert sentence in said(page)
    page.selectbox(key="run").select("beta").run()
    assert "The nearest 19 of 19 images" in said(page)
    assert len(cards(page)) == 19


def test_a_run_that_cannot_be_read_beside_a_good_one_is_not_in_the_way(opened, own_runs):
    (own_runs / "beta" / "config.toml").write_text("seed = [")
    os.utime(own_runs / "beta" / "config.toml", (1, 1))  # still the older
    page = opened(q="a red circle")
    assert "The nearest 19 of 19 images" in said(page)
    assert page.selectbox(key="run").options == ["alpha", "beta"]
    assert page.selectbox(key="against").options == ["none"]
    page.selectbox(key="run").select("beta").run()
    assert "config.toml: not a TOML file" in said(page)
    assert not page.selectbox(key="run").disabled


def test_a_newest_run_that_cannot_be_read_is_one_sentence_and_the_others_can_be_chosen(opened, own_runs):
    (own_runs / "beta" / "config.toml").write_text("seed = [")
    page = opened(q="a red circle")
    assert page.selectbox(key="run").value == "beta"
    assert "config.toml: not a TOML file" in said(page)
    page.selectbox(key="run").select("alpha").run()
    assert "The nearest 19 of 19 images" in said(page)


def test_warming_up_gets_over_a_run_that_cannot_be_read(own_runs):
    warming.warm_up()
    (own_runs / "alpha" / "checkpoints" / "best" / "model.json").write_bytes(b"{")
    warming.warm_up()
    (own_runs / "alpha" / "config.toml").write_text("seed = [")
    warming.warm_up()
    shutil.rmtree(own_runs)
    warming.warm_up()


@pytest.mark.parametrize("file", ["checkpoints/best/model.json", "checkpoints/best/weights.safetensors"])
def test_a_damaged_run_b_leaves_run_a_alone(opened, own_runs, file):
    (own_runs / "beta" / file).write_bytes(b"{")
    page = opened(q="a red circle")
    text = said(page)
    assert "beta cannot answer" in text
    assert re.search(r"This list has \d+ % of what the gallery could give", text)
    assert [model["run"] for model in drawn(page)["models"]] == ["alpha"]


def test_damaged_figures_leave_the_search_open(opened, own_runs):
    (own_runs / "alpha" / "evaluation.json").write_text("{")
    assert "The nearest 19 of 19 images" in said(opened(q="a red circle"))


def test_a_run_that_is_not_evaluated_says_how_it_is(opened, own_runs):
    (own_runs / "alpha" / "evaluation.json").unlink()
    page = opened(q="a red circle")
    assert "The nearest 19 of 19 images" in said(page)
    assert f"ladder evaluate {own_runs / 'alpha'} --split dev" in "".join(part.value for part in page.sidebar.html)


def test_a_run_that_was_made_anew_is_opened_anew(opened, own_runs):
    before = said(opened(q="a red circle"))
    shutil.rmtree(own_runs / "alpha")
    shutil.copytree(own_runs / "beta", own_runs / "alpha")
    page = opened(q="a red circle")
    assert page.selectbox(key="run").value == "alpha"
    assert said(page) != before


@pytest.mark.parametrize(
    "file", ["config.toml", "checkpoints/best/weights.safetensors", "embeddings/dev.images.npy", "embeddings/new.npy"]
)
def test_the_fingerprint_changes_with_the_files(own_runs, file):
    folder = RunFolder(own_runs / "alpha")
    before = cache.fingerprint(folder)
    assert cache.fingerprint(folder) == before
    path = folder.path / file
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b" ")
    assert cache.fingerprint(folder) != before


@pytest.fixture
def moved(own_runs):
    """The data set is no longer where the run says it is."""
    config = own_runs / "alpha" / "config.toml"
    config.write_text(config.read_text().replace("shapes.csv", "elsewhere.csv"))
    return own_runs


def test_where_the_data_set_has_moved_captions_are_shown(opened, moved):
    page = opened(q="a red circle")
    text = said(page)
    assert "elsewhere.csv" in text
    assert "Until then there are captions without pictures." in text
    assert "The nearest 19 of 19 images" in text
    assert "Relevance is judged by tfidf" in text
    assert len(captions(page)) == 19
    assert {drawn(page)["models"][0][size] for size in SIDES} == {None}
    assert [button.label for button in page.get("download_button")] == ["CSV"]  # there is no picture to save


def test_a_link_from_another_page_sets_both_runs(opened, main_script, on_tiny_runs):
    page = opened(run="alpha")
    assert (page.selectbox(key="run").value, page.selectbox(key="against").value) == ("alpha", "beta")
    main_script.query_params["run"], main_script.query_params["against"] = "beta", "alpha"
    page = main_script.switch_page("compare.py").run()
    assert (page.selectbox(key="run").value, page.selectbox(key="against").value) == ("beta", "alpha")
    page.selectbox(key="run").select("alpha").run()
    assert page.selectbox(key="run").value == "alpha"


def test_a_data_set_that_has_moved_holds_the_captions_of_the_other_run_still(opened, moved):
    page = opened(q="a red circle")
    assert page.selectbox(key="against").options == ["none", "beta"]
    assert not page.exception


def test_a_data_set_that_is_back_is_shown_again(moved):
    from pages.parts.shell.opened import OpenedRun

    run = OpenedRun(RunFolder(moved / "alpha"), cache.split_of, cache.embeddings)
    spec = run.folder.config.data.spec
    assert run.data("dev").pictures is None
    assert "elsewhere.csv" in run.missing
    run.folder.config.data.spec = spec.replace("elsewhere.csv", "shapes.csv")
    assert run.data("dev").pictures is not None
    assert run.missing is None


def test_a_data_set_that_has_changed_since_shows_no_pictures_of_other_items(opened, own_runs, tmp_path):
    source = Path(RunFolder(own_runs / "alpha").config.data.spec.partition(":")[2])
    shutil.copytree(source.parent, tmp_path / "data")
    config = own_runs / "alpha" / "config.toml"
    config.write_text(config.read_text().replace(str(source), str(tmp_path / "data" / source.name)))
    table, first = tmp_path / "data" / source.name, RunFolder(own_runs / "alpha").embeddings("dev").image_ids[0]
    table.write_text("\n".join(line for line in table.read_text().splitlines() if not line.startswith(first)))
    page = opened(q="a red circle")
    text = said(page)
    assert "has changed since the run embedded it" in text
    assert f"ladder evaluate {own_runs / 'alpha'} --split dev" in text
    assert len(cards(page)) == 19
    assert {drawn(page)["models"][0][size] for size in SIDES} == {None}
