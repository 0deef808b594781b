"""The page "Inside a batch", through the main script: what it says is what the loss explains."""

import hashlib
import html
import re
import shutil

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ladder import runs
from ladder.batches.batch import from_record
from ladder.batches.lens import Lens, of_run, of_step
from ladder.batches.looking import look
from ladder.batches.one_query import query_view
from ladder.batches.summary import cost_shares, worst_triples
from ladder.runs import RunFolder
from ladder.runs.building import kept_captions, make_judge
from ladder.training.batch import across
from pages.parts.batches import cached
from pages.parts.batches.row import differing
from tests.pages.conftest import MAIN
from tests.pages.kept_batches import make_kept_run
from tests.pages.reading import markup, said
from tests.pages.tiny import HOSTILE, make_data

LAST = 6248  # the last recorded step of the bundled runs


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A folder with one run, whose batches hold hostile captions."""
    root = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LADDER_CACHE", str(root / "cache"))
        (root / "data").mkdir()
        make_kept_run(make_data(root / "data"), root / "runs" / "gamma")
    return root / "runs"


@pytest.fixture
def on_bundled_runs(tmp_path, monkeypatch):
    monkeypatch.setenv("LADDER_RUNS", str(tmp_path / "none"))
    monkeypatch.setenv("LADDER_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def bundled(on_bundled_runs):
    """Opens the page on the bundled runs by a link."""
    return open_page


@pytest.fixture
def on_kept(kept, monkeypatch):
    """Opens the page on the run with hostile captions."""
    monkeypatch.setenv("LADDER_RUNS", str(kept))
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", kept / "none")
    return open_page


def open_page(**parameters) -> AppTest:
    page = AppTest.from_file(str(MAIN), default_timeout=90)
    for name, value in parameters.items():
        page.query_params[name] = value
    return page.switch_page("batches.py").run()


def explained(name, step=LAST, lens=None):
    """The batch of a step, and what the loss says of it, without the page."""
    folder = runs.find(name)
    batch = from_record(folder.batch(step), "train", None)
    return batch, look(batch, lens or of_step(folder, step))


def statuses(page):
    """The sentences made of numbers."""
    found = re.findall(r'<p role="status"[^>]*>(.*?)</p>', markup(page))
    return [html.unescape(re.sub("<[^>]*>", "", sentence)) for sentence in found]


def choose(page, group, option):
    page.segmented_control(key=f"batch_{group}").set_value(option).run()
    assert not page.exception
    return page


def fingerprint(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_first_look_is_the_last_batch_of_the_run_that_has_levels(bundled):
    page = bundled()
    assert page.title[0].value == "Inside a batch"
    assert page.segmented_control(key="batch_of").value == "demo-adaptive"
    assert page.select_slider(key="batch_step").value == LAST
    assert "The adaptive ladder loss: margins 0.2, 0, 0, 0, 0, 0" in said(page)


@pytest.mark.parametrize(("find", "direction"), [("images", "caption_to_image"), ("captions", "image_to_caption")])
def test_a_query_says_what_the_loss_explains(bundled, find, direction):
    page = bundled(batch_query="9", find=find)
    _, seen = explained("demo-adaptive")
    view = query_view(seen, direction, 8)
    misplaced = sum(rung.misplaced for rung in view.rungs)
    sentence = statuses(page)[0]
    assert f"in {view.k} levels" in sentence
    assert f"{misplaced:,} stand the wrong way round" in sentence
    assert f"It costs {view.cost:.2f} of this batch's {seen.report.total:.2f}." in sentence
    text = said(page).replace("−", "-")
    for rung in view.rungs:
        if rung.exists:
            verdict = "missed" if rung.active else "kept"
            one, other, had = differing(rung.near_similarity, rung.far_similarity)
            short = f"by {rung.needed - had:.3f}" * rung.active
            assert f"{one:.3f} - {other:.3f} = {had:.3f}≥ {rung.needed:.3f} is {verdict}{short}" in text
            assert f"over all {rung.pairs:,} pairs {rung.violation:.3f}, cost {rung.cost:.3f}" in text or not rung.over
        else:
            assert f"Rung {rung.number}" in text
    assert f"This query costs {view.cost:.3f}." in text


def test_the_stepper_goes_through_the_recorded_batches(bundled):
    page = bundled()
    steps = [step for _, step in runs.find("demo-adaptive").batches()]
    page.button(key="batch_previous").click().run()
    assert page.select_slider(key="batch_step").value == steps[-2]
    assert f"{explained('demo-adaptive', steps[-2])[1].report.total:.2f}" in statuses(page)[0]
    page.button(key="batch_next").click().run()
    page.button(key="batch_next").click().run()
    assert page.select_slider(key="batch_step").value == LAST
    page.select_slider(key="batch_step").set_value(steps[0]).run()
    page.button(key="batch_previous").click().run()
    assert page.select_slider(key="batch_step").value == steps[0]


def test_play_starts_over_and_pauses(bundled):
    page = bundled()
    page.button(key="batch_play").click().run()
    assert page.select_slider(key="batch_step").value == 1
    assert page.button(key="batch_play").label == "Pause"
    page.session_state["batch_turned"] = 0.0
    page.run()
    assert page.select_slider(key="batch_step").value == 893
    page.button(key="batch_play").click().run()
    assert page.button(key="batch_play").label == "Play"
    page.session_state["batch_turned"] = 0.0
    page.run()
    assert page.select_slider(key="batch_step").value == 893


def test_playing_ends_with_the_last_batch(bundled):
    page = bundled(batch_step="5355")
    page.button(key="batch_play").click().run()
    for _ in range(2):
        page.session_state["batch_turned"] = 0.0
        page.run()
    assert page.select_slider(key="batch_step").value == LAST
    assert page.button(key="batch_play").label == "Play"


def test_a_triplets_batch_has_no_levels_and_is_seen_through_the_adaptive_loss(bundled):
    page = bundled(batch_of="demo-triplet")
    assert "Under the triplet loss, a batch has no levels of its own" in said(page)
    page.button(key="batch_adaptive").click().run()
    assert "has no levels of its own" not in said(page)
    _, seen = explained("demo-triplet", lens=Lens("adaptive"))
    view = query_view(seen, "caption_to_image", 0)
    assert f"in {view.k} levels" in statuses(page)[0]
    assert f"of this batch's {seen.report.total:.2f}" in statuses(page)[0]


def test_a_batch_can_be_seen_through_another_runs_loss(bundled):
    page = bundled()
    assert page.selectbox(key="batch_loss").options == ["as in this step", "that of demo-triplet", "adaptive"]
    page.selectbox(key="batch_loss").set_value("that of demo-triplet").run()
    total = explained("demo-adaptive", lens=of_run(runs.find("demo-triplet").config))[1].report.total
    assert f"of this batch's {total:.2f}" in statuses(page)[0]


def test_the_costliest_query_comes_into_focus(bundled):
    page = bundled()
    page.button(key="batch_worst").click().run()
    _, seen = explained("demo-adaptive")
    part = seen.report.directions["caption_to_image"]
    worst = int(sum(rung.cost for rung in part.rungs).argmax())
    assert page.number_input(key="batch_query").value == worst + 1
    assert statuses(page)[0].startswith(f"Caption {worst + 1} ")


@pytest.mark.parametrize("order", ["by cluster", "by own rank", "as recorded", "by relevance"])
def test_the_matrix_can_be_sorted(bundled, order):
    page = choose(bundled(), "sort", order)
    batch, _ = explained("demo-adaptive")
    similarity, _, positive = batch.seen_from("caption_to_image")
    best = np.where(positive, similarity, -2).max(axis=1)
    first = sum(best[q] >= similarity[q][~positive[q]].max() for q in range(128))
    assert f"{first} of 128 captions have their own image nearest" in said(page)


def test_the_levels_say_why(bundled):
    page = bundled(batch_view="levels", batch_query="9")
    _, seen = explained("demo-adaptive")
    view = query_view(seen, "caption_to_image", 8)
    sentence = statuses(page)[0]
    assert f"fall into {view.k} levels, cut at {' and '.join(f'{cut:.2f}' for cut in view.cuts)}" in sentence
    assert f"mean silhouette {view.silhouette[view.k]:.3f}" in sentence
    assert len(page.get("plotly_chart")) == 3


@pytest.mark.parametrize("scope", ["each query", "whole batch"])
def test_a_what_if_moves_everything_and_saves_nothing(bundled, scope):
    folder = runs.find("demo-adaptive")
    before, now = fingerprint(folder.path), explained("demo-adaptive")[1].report.total
    page = choose(choose(bundled(batch_view="levels"), "method", "a given K"), "scope", scope)
    for k in (1, 5):
        page.slider(key="batch_k").set_value(k).run()
        lens = of_run(folder.config).adaptive(k, k, scope={"each query": "query", "whole batch": "batch"}[scope])
        _, seen = explained("demo-adaptive", lens=lens)
        view = query_view(seen, "caption_to_image", 0)
        level = "level" if view.k == 1 else "levels"
        sentence = next(one for one in statuses(page) if one.startswith("What if"))
        assert f"this query would have {view.k} {level}" in sentence
        assert f"cost {view.cost:.2f} (now" in sentence
        assert f"the whole batch {seen.report.total:.2f} (now {now:.2f})" in sentence
        assert sentence.endswith("Nothing is saved.")
    assert fingerprint(folder.path) == before


def test_a_floor_leaves_no_clear_levels(bundled):
    page = choose(bundled(batch_view="levels"), "method", "adaptive")
    page.slider(key="batch_floor").set_value(1.0).run()
    assert "this query would have 1 level (now" in " ".join(statuses(page))
    assert "One level: there is no other one" in said(page)
    page.slider(key="batch_between").set_value((1, 8)).run()
    assert not page.exception


@pytest.mark.parametrize(
    ("method", "key", "good", "bad", "why"),
    [
        ("thresholds", "batch_thresholds", "0.5, 0.1", "0.1, 0.5", "must strictly decrease"),
        ("thresholds", "batch_thresholds", "0.3", "<b>", "Expected numbers with commas between, got <b>."),
        ("percentiles", "batch_percentiles", "90", "101", "must strictly decrease and lie inside (0, 100)"),
    ],
)
def test_cuts_are_typed_and_checked(bundled, method, key, good, bad, why):
    page = choose(bundled(batch_view="levels"), "method", method)
    page.text_input(key=key).set_value(good).run()
    assert any(one.startswith("What if") for one in statuses(page))
    page.text_input(key=key).set_value(bad).run()
    assert why in said(page)
    assert not any(one.startswith("What if") for one in statuses(page))


def test_the_whole_batch_in_figures(bundled):
    page = bundled(batch_view="whole batch")
    _, seen = explained("demo-adaptive")
    sentence = statuses(page)[0]
    assert f"128 pairs of an image and a caption cost {seen.report.total:.2f}" in sentence
    assert f"{cost_shares(seen.report)[0]:.0%}".replace("%", " %") + " by rung 0" in sentence
    k = np.concatenate([part.k for part in seen.report.directions.values()])
    assert f"{(k == 4).sum()} into 4" in sentence
    assert "The levels of both directions were found in" in said(page)
    assert len(page.get("plotly_chart")) == 5
    assert markup(page).count("/pictures/demo-adaptive/train/") == 3 * 6


def test_a_triple_says_the_relevances_that_explain_it_and_similarities_that_add_up(bundled):
    page = bundled(batch_view="whole batch", find="images")
    batch, seen = explained("demo-adaptive")
    similarity, relevance, _ = batch.seen_from("caption_to_image")
    text = said(page).replace("−", "-")
    for triple in worst_triples(seen.report.directions["caption_to_image"]):
        near, far, gap = differing(*(similarity[triple.query, item] for item in (triple.near, triple.far)))
        assert f"needs {triple.needed:.3f}, has {gap:.3f}" in text
        for item, value in ((triple.near, near), (triple.far, far)):
            assert f"relevance {relevance[triple.query, item]:.2f}, similarity {value:.3f}" in text
        assert round(near - far, 3) == gap


def test_a_triple_leads_to_its_ladder(bundled):
    page = bundled(batch_view="whole batch")
    page.button(key="batch_triple_2").click().run()
    assert page.segmented_control(key="batch_view").value == "one query"
    _, seen = explained("demo-adaptive")
    third = worst_triples(seen.report.directions["caption_to_image"])[2]
    assert page.number_input(key="batch_query").value == third.query + 1


def test_over_training(bundled):
    page = bundled(batch_view="over training")
    assert "320 batches were logged, 8 of them kept whole. From step 1 to step 6,248" in statuses(page)[0]
    assert len(page.get("plotly_chart")) == 3
    page = bundled(batch_view="over training", batch_of="demo-triplet")
    assert "The triplet loss has no levels that could change." in statuses(page)[0]
    page = bundled(batch_view="over training", run="demo-triplet", against="demo-ladder")
    assert "The cuts are fixed" in statuses(page)[0]


def test_a_batch_of_my_own_is_drawn_by_its_seed(bundled):
    page = bundled(batch_from="items of my own", batch_count="12", batch_seed="3")
    first = statuses(page)[0]
    assert "11 other images" in first
    page.button(key="batch_redraw").click().run()
    assert page.number_input(key="batch_seed").value == 4
    assert statuses(page)[0] != first
    page.number_input(key="batch_seed").set_value(3).run()
    assert statuses(page)[0] == first


def test_a_batch_of_my_own_has_the_relevance_that_its_run_was_trained_with(kept, tmp_path, monkeypatch):
    """Where all captions of an image stand for it in training, so they do on the page."""
    monkeypatch.setenv("LADDER_RUNS", str(tmp_path))
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", tmp_path / "none")
    found = {}
    for name in ("caption", "mean"):
        shutil.copytree(kept / "gamma", tmp_path / name)
        file = tmp_path / name / "config.toml"
        text = file.read_text()
        assert 'image_relevance = "caption"' in text
        file.write_text(text.replace('image_relevance = "caption"', f'image_relevance = "{name}"'))
        folder = RunFolder(tmp_path / name)
        source = cached.of_items(folder, "dev", np.arange(12))
        found[name] = cached.batch(source).relevance
        judge = make_judge(folder.config, kept_captions(folder.config, folder.embeddings("dev")))
        _, expected = across(judge, np.arange(12), name)
        np.testing.assert_array_equal(found[name], expected)
    assert not np.array_equal(found["caption"], found["mean"])


def test_a_batch_of_my_own_is_named(bundled):
    names = "scene-test-00003, scene-test-00001#2, scene-test-00009"
    page = bundled(batch_from="items of my own", batch_items=names)
    assert "2 other images" in statuses(page)[0]
    assert "scene-test-00003#0" in said(page)
    page.text_input(key="batch_items").set_value("scene-test-00003, <b>x</b>").run()
    assert "No image or caption <b>x</b> in the split test" in said(page)
    page.text_input(key="batch_items").set_value("scene-test-00003").run()
    assert "a batch takes 3 to 128 pairs" in said(page).lower()


def test_every_preset_draws_every_view(bundled):
    for preset in ("Demo", "Expert"):
        page = bundled(preset=preset)
        for view in ("levels", "whole batch", "over training", "one query"):
            choose(page, "view", view)
        assert bool(page.get("download_button")) == (preset == "Expert")


def test_hostile_captions_are_shown_as_they_are(on_kept):
    page = on_kept(batch_view="whole batch")
    text = markup(page)
    assert "<script>" not in text and "<b>blue" not in text
    for query in range(1, 17):
        page = on_kept(batch_query=str(query), find="captions")
        text = said(page)
        if any(caption in text for caption in HOSTILE):
            assert "<script>" not in markup(page) and "<b>blue" not in markup(page)
            return
    pytest.fail("no hostile caption in this batch")


def test_a_run_without_batches_says_so(opened, on_tiny_runs):
    page = open_page()
    assert "kept no batch. Train with --set training.record_batches=8" in said(page)
    choose(page, "from", "items of my own")
    assert "of this batch's" in statuses(page)[0]


def test_where_the_data_set_is_gone_items_are_named(on_kept, monkeypatch):
    st.cache_resource.clear()  # an earlier test has opened it
    monkeypatch.setattr("pages.parts.shell.cache.open_dataset", gone)
    page = on_kept()
    assert "It is not there. Items are shown by their names and numbers." in said(page)
    assert "/pictures/" not in markup(page)


def gone(spec):
    from ladder.errors import DataError

    raise DataError("it is not there")
