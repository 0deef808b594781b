"""The forms that are tried on photographs are what the recipes are, and the table of trials says what was measured."""

import contextlib

import pytest

from benchmarks import trials
from benchmarks.forms import FORMS
from benchmarks.plane import SHOWN, plane
from benchmarks.trial_table import COLUMNS, MEASURED, keep, mean_of, read, summary
from ladder import losses
from ladder.levels.methods import BySilhouette
from ladder.losses import hinges
from ladder.runs import config as configuration
from ladder.training import loop
from tests.conftest import ROOT
from tests.world import make_world, tiny_config


@pytest.mark.parametrize("form", FORMS)
def test_a_form_can_be_trained(form):
    config = trials.configured(form, 3, ["training.epochs=1"])
    assert config.seed == 3
    losses.FAMILY.make(config.loss)


def test_the_recipe_is_the_form_that_its_figures_are_of():
    recipe = configuration.read(ROOT / "configs" / "flickr8k-adaptive.toml", ["training.record_batches=0"])
    form = trials.configured("soft ladder, weight 0.2", 0, [])
    assert recipe.model_copy(update={"loss": form.loss}) == form
    ours, theirs = (losses.FAMILY.make(config.loss) for config in (recipe, form))
    assert ours.level_method == BySilhouette(4, 6, None, "query")
    for name in ("margins", "weights", "near", "form"):
        assert getattr(ours.chain, name) == getattr(theirs.chain, name)
    for chain in (ours.chain, theirs.chain):
        assert (chain.match, chain.hinge) == (hinges.Soft(0.05), hinges.Soft(0.1))


def test_an_interrupted_trial_measures_nothing_and_goes_on(tmp_path, monkeypatch):
    config = tiny_config(make_world(tmp_path))
    whole = trials.trial(config, tmp_path / "whole")
    with monkeypatch.context() as patch:
        patch.setattr(loop, "interruptions", lambda: contextlib.nullcontext(lambda: True))
        with pytest.raises(SystemExit, match="interrupted; with `--runs DIR`"):
            trials.trial(config, tmp_path / "halves")
    halves = trials.trial(config, tmp_path / "halves")
    with pytest.raises(SystemExit, match="holds another training"):
        trials.trial(config.model_copy(update={"seed": 2}), tmp_path / "halves")
    assert whole["rsum"] > 0
    assert {name: str(halves[name]) for name in MEASURED} == {name: str(whole[name]) for name in MEASURED}


def row(form, seed, rsum, other=0.5):
    return dict.fromkeys(COLUMNS, "1") | {name: str(other) for name in MEASURED} | {
        "form": form, "seed": str(seed), "epochs": "8", "rsum": str(rsum)}  # fmt: skip


def test_the_table_keeps_what_was_measured(tmp_path, capsys):
    table = tmp_path / "trials.csv"
    assert read(table) == []
    rows = [row("triplet", 0, 200.0), row("triplet", 1, 220.0), row("soft ladder, weight 0.2", 0, 250.0)]
    for one in rows:
        keep(table, one)
    assert read(table) == rows
    assert "form triplet, seed 1" in capsys.readouterr().out


def test_the_mean_has_students_interval():
    rows = [row("triplet", seed, value) for seed, value in enumerate((200.0, 210.0, 220.0))]
    mean, low, high = mean_of(rows, "rsum")
    half = 4.302653 * 10 / 3**0.5  # Student's t of two degrees of freedom at 97.5 %
    assert (mean, low, high) == pytest.approx((210, 210 - half, 210 + half))
    assert mean_of(rows[:1], "rsum") == (200, 200, 200)
    assert mean_of(rows[:1], "rsum", MEASURED[1])[0] == pytest.approx(100.25)


def test_the_summary_has_a_line_a_form():
    rows = [row("triplet", 0, 200.0, 0.125), row("triplet", 1, 200.0, 0.25), row("listwise", 0, 150.25)]
    head, _, triplet, listwise = summary(rows).split("\n")
    assert head.startswith("| form | seeds | epochs | rsum | R@1 |")
    assert triplet.startswith("| triplet | 2 | 8 | 200.0 [200, 200] | .188 / .188 |")
    assert listwise.startswith("| listwise | 1 | 8 | 150.2 | .500 / .500 |")


def test_what_is_drawn_is_tried():
    assert set(SHOWN) <= set(FORMS)
    figure = plane([row(form, 0, 200.0 + place, 0.1 + place / 100) for place, form in enumerate(SHOWN)], 1000)
    assert [trace.name for trace in figure.data[:2]] == ["triplet", "soft ladder"]
    ladder = figure.data[1]
    assert (ladder.name, ladder.text) == ("soft ladder", ("weight 0.08", "weight 0.2", "weight 0.5"))
    assert ladder.x.tolist() == [201, 202, 203]
    assert ladder.y.tolist() == pytest.approx([0.11, 0.12, 0.13])
