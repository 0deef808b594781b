"""The Train page: a form that is the configuration, and a training as it goes."""

import json
import re
import shutil
import sys
import time

import pytest

from ladder.runs import RunFolder, activity
from ladder.runs import folder as files_of
from ladder.training import background, estimates
from ladder.training.estimates import Estimate
from pages.parts.train import estimate, inputs, sentences
from tests.pages.reading import said

SLEEPS = "import time; time.sleep(60)"


@pytest.fixture
def own(on_tiny_runs, tmp_path, monkeypatch):
    """A copy of the tiny runs, to be trained in; the trainings only sleep."""
    root = tmp_path / "runs"
    shutil.copytree(on_tiny_runs, root)
    monkeypatch.setenv("LADDER_RUNS", str(root))
    monkeypatch.setattr("ladder.files.processes.LADDER", (sys.executable, "-c", SLEEPS))
    yield root
    if holder := activity.holding(root):
        background.stop(RunFolder(root / holder.run)).join(timeout=20)


@pytest.fixture
def train(main_script):
    """Opens the page by a link."""

    def open_link(**parameters):
        for name, value in parameters.items():
            main_script.query_params[name] = value
        return main_script.switch_page("train.py").run()

    return open_link


def field(page, key, source="run alpha"):
    return next(
        one for one in (*page.number_input, *page.text_input, *page.selectbox) if one.key == f"train.{source}.{key}"
    )


def on(own, spec):
    """A run `other` that was prepared for another data set."""
    config = RunFolder(own / "alpha").config
    changed = {"data": config.data.model_copy(update={"spec": spec}), "origin": None}
    return RunFolder.create(own / "other", config.model_copy(update=changed))


def start(page, name="mine"):
    page.text_input(key="train_name").input(name).run()
    return page.button(key="train_start").click().run()


# --- the form --------------------------------------------------------------------------------


def test_the_form_is_filled_from_a_recipe(train, own):
    page = train()
    assert page.selectbox(key="train_from").value == "recipe demo-triplet"
    assert field(page, "training.epochs", "recipe demo-triplet").value == 8
    assert field(page, "loss.name", "recipe demo-triplet").value == "triplet"
    assert "No earlier run is like this one" in said(page)


def test_the_same_as_a_run_but_for_one_thing(train, own):
    page = train(train_from="run alpha")
    assert field(page, "training.batch_size").value == 16
    field(page, "training.epochs").set_value(3).run()
    page = start(page)
    assert not page.exception
    made, before = RunFolder(own / "mine").config, RunFolder(own / "alpha").config
    assert made.training.epochs == 3
    assert made.model_copy(update={"training": before.training, "origin": before.origin}) == before
    assert made.training.model_copy(update={"epochs": 1}) == before.training
    assert "mine is starting" in said(page)
    assert page.session_state["train_view"] == "Watch"


def test_another_loss_has_other_options(train, own):
    page = train(train_from="run alpha")
    assert field(page, "loss.margin", "run alpha.triplet")
    field(page, "loss.name").select("adaptive").run()
    field(page, "loss.k_max", "run alpha.adaptive").input("3").run()
    field(page, "loss.margins", "run alpha.adaptive").input("[0.2, 0.1, 0.1]").run()
    field(page, "training.epochs").set_value(2).run()  # the warm-up takes one
    start(page)
    assert RunFolder(own / "mine").config.loss.model_dump() == {
        "name": "adaptive", "k_max": 3, "margins": [0.2, 0.1, 0.1],
    }  # fmt: skip


def test_every_setting_has_a_field(train, own):
    from ladder.runs import config_form

    page = train()
    drawn = {
        one.key.removeprefix("train.recipe demo-triplet.")
        for one in (*page.number_input, *page.text_input, *page.selectbox)
    }
    assert {one.key for one in config_form.fields()} <= drawn
    assert {"loss.name", "relevance.name", "model.image.name", "model.text.name"} <= drawn


@pytest.mark.parametrize("name", ["../mine", ".mine", "a/b", "-x"])
def test_what_is_no_name_is_one_sentence(train, own, name):
    page = start(train(train_from="run alpha"), name)
    assert "is no name for a run" in said(page)
    assert activity.holding(own) is None
    assert sorted(path.name for path in own.iterdir()) == ["alpha", "beta"]


def test_a_taken_name_is_one_sentence(train, own):
    before = (own / "beta" / "config.toml").read_bytes()
    page = start(train(train_from="run alpha"), "beta")
    assert "exists; go on with" in said(page)
    assert (own / "beta" / "config.toml").read_bytes() == before


def test_a_value_that_does_not_fit_is_one_sentence(train, own):
    page = train(train_from="run alpha")
    field(page, "training.learning_rate").set_value(0.0).run()
    assert "training.learning_rate: input should be greater than 0" in said(page)
    assert not [button for button in page.button if button.key == "train_start"]


def test_a_warm_up_that_swallows_the_training_is_one_sentence_before_start(train, own):
    page = train(train_from="run alpha")
    field(page, "loss.name").select("adaptive").run()  # its warm-up takes the one epoch
    assert "leaves nothing to the loss" in said(page)
    assert not [button for button in page.button if button.key == "train_start"]


def test_without_a_name_it_is_made_from_the_loss_and_the_time(train, own):
    start(train(train_from="run alpha"), "")
    (made,) = {path.parent.name for path in own.glob("*/config.toml")} - {"alpha", "beta"}
    assert re.fullmatch(r"triplet-\d{8}-\d{6}", made)


def test_a_hostile_data_set_is_no_markup(train, own):
    on(own, "table:![x](http://elsewhere.invalid)<script>")
    page = start(train(train_from="run other"))
    assert RunFolder(own / "mine").config.data.spec == "table:![x](http://elsewhere.invalid)<script>"
    assert not page.exception
    assert "<script" not in "".join(element.value for element in page.main.html)


# --- one at a time ---------------------------------------------------------------------------


def test_while_one_is_trained_another_is_not_started(train, own):
    background.start(RunFolder(own / "alpha").config, own / "first")
    page = train(train_view="New training")
    assert "first is being trained, one at a time" in said(page)
    assert page.button(key="train_start").disabled


def test_of_two_who_start_at_once_the_other_is_told(train, own):
    page = train(train_from="run alpha")
    page.text_input(key="train_name").input("mine").run()  # drawn while nothing was trained
    background.start(RunFolder(own / "alpha").config, own / "first")
    page = page.button(key="train_start").click().run()
    assert "first is being trained, one at a time" in said(page)
    assert not (own / "mine").exists()


# --- watching --------------------------------------------------------------------------------


def test_a_training_that_goes_is_shown_first_and_can_be_stopped(train, own):
    folder = background.start(RunFolder(own / "alpha").config, own / "first")
    page = train()
    assert page.selectbox(key="train_run").value == "first"
    assert "first is starting: the data set is being opened." in said(page)
    page = page.button(key="train_stop").click().run()
    end = time.monotonic() + 20
    while activity.holding(own) and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(0.2)
    page = page.run()
    assert activity.status(folder)["state"] == "stopped"
    assert "first was stopped at the first step and saved" in said(page)
    assert page.button(key="train_resume").label == "Go on from what was saved"
    page = page.button(key="train_resume").click().run()
    assert "first is starting" in said(page)


def write(own, **status):
    folder = RunFolder(own / "alpha")
    before = json.loads((folder.path / files_of.STATUS).read_text())
    (folder.path / files_of.STATUS).write_text(json.dumps(before | status))


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ({"state": "running", "heartbeat": 0}, "alpha ended at step 4 of 4 without a word: it was killed"),
        ({"state": "failed", "message": "no <b>such</b> data"}, "alpha failed at step 4 of 4: no <b>such</b> data."),
        ({"state": "finished"}, "alpha is finished after 4 steps; kept: epoch 1 with rsum"),
    ],
)
def test_the_state_is_told_truly(train, own, status, sentence):
    write(own, **status)
    page = train(train_view="Watch", train_run="alpha")
    assert sentence in said(page)
    assert [button.key for button in page.button if button.key == "train_resume"] == (
        [] if status["state"] == "finished" else ["train_resume"]
    )


def test_a_silent_training_says_so(train, own):
    write(own, state="running", heartbeat=time.time() - 30, step=2, pid=1, place="elsewhere")
    page = train(train_view="Watch", train_run="alpha")
    assert re.search(r"No sign of life for \d\d seconds", said(page))
    assert page.button(key="train_stop").disabled  # it was started elsewhere


def test_curves_levels_and_the_log_are_there(train, own):
    page = train(train_view="Watch", train_run="beta")
    specs = [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]
    assert len(specs) == 3
    assert any("R@1" in json.dumps(spec) for spec in specs)
    assert "rung 0: own pair" in json.dumps(specs)
    assert "finished" in page.code[0].value


def test_a_damaged_run_is_one_sentence(train, own):
    (own / "alpha" / "status.json").write_text("{")
    assert "status.json is damaged" in said(train(train_view="Watch", train_run="alpha"))


def test_without_runs_there_is_a_hint(train, own):
    shutil.rmtree(own)
    assert "No run has been trained here yet" in said(train(train_view="Watch"))


# --- what it will take -----------------------------------------------------------------------


def test_an_estimate_is_measured_once_and_said(train, own, monkeypatch):
    asked = []

    def probe(config):
        asked.append(config.training.epochs)
        return Estimate(seconds=250.0, memory=620_000_000, steps=1872, how="measured: 6 steps of 20 ms")

    monkeypatch.setattr(estimates, "by_probe", probe)
    page = train().button(key="train_measure").click().run()
    assert "About 4 minutes for 1,872 steps, with up to 0.6 GB of memory." in said(page)
    assert "An estimate, measured: 6 steps of 20 ms." in said(page)
    assert asked == [8]
    field(page, "training.epochs", "recipe demo-triplet").set_value(3).run()
    assert "About 4 minutes" not in said(page)


def test_an_earlier_run_tells_at_once(train, own):
    folder = RunFolder(own / "beta")
    first, last = folder.metrics()
    (folder.path / files_of.METRICS).unlink()
    for line in (first, first | {"step": 3, "time": first["time"] + 1.0}, last):
        folder.append_metrics(**line)
    text = said(train(train_from="run beta"))
    assert re.search(r"About \d+ seconds? for \d+ steps\.", text)
    assert "An estimate, by the run beta" in text


def test_what_went_wrong_while_measuring_is_said(train, own):
    on(own, "nowhere:x")
    page = train(train_from="run other").button(key="train_measure").click().run()
    assert "there is no data format nowhere" in said(page)


# --- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize("module", [sentences, estimate, inputs])
def test_examples_in_docstrings_hold(module):
    import doctest

    result = doctest.testmod(module)
    assert result.attempted > 0
    assert not result.failed


@pytest.mark.parametrize("state", ["starting", "running", "finished", "stopped", "failed", "dead", "prepared"])
@pytest.mark.parametrize("status", [{}, {"step": 3, "steps": 9, "epoch": 1, "epochs": 3}, {"best": {"epoch": 0}}])
def test_every_state_has_its_sentence(state, status):
    sentence = sentences.standing("first", status | {"state": state}, None)
    assert sentence.startswith("`first` ")
    assert sentence.endswith(".")
    assert "None" not in sentence


def test_the_last_steps_foretell_the_rest():
    lines = [{"step": step, "time": 9.0 * step} for step in range(0, 100, 10)]
    lines += [{"step": step, "time": 900 + 2.0 * (step - 100)} for step in range(100, 400, 10)]
    assert sentences.seconds_left(lines, {"step": 390, "steps": 400}) == pytest.approx(20.0)
    assert sentences.seconds_left(lines[:1], {"step": 1, "steps": 400}) is None
