"""A warm-up or a ramp that leaves nothing of the training to the loss is refused, or said."""

import pytest
from typer.testing import CliRunner

from ladder.cli import cli
from ladder.errors import ConfigError
from ladder.losses import LadderLoss, ListwiseLoss, TripletLoss
from ladder.options import Choice
from ladder.runs import RunFolder
from ladder.runs.folder import LOG
from ladder.training import background
from ladder.training.loop import Training, train
from ladder.training.schedule import Schedule, check_warm_up, kept_too_early, ramp_warning
from tests.world import make_world, tiny_config

ADAPTIVE = Choice(name="adaptive")


@pytest.fixture(scope="module")
def spec(tmp_path_factory) -> str:
    return make_world(tmp_path_factory.mktemp("world"))


@pytest.mark.parametrize("loss", [ADAPTIVE, Choice(name="ladder", thresholds=[0.4]), Choice(name="listwise")])
@pytest.mark.parametrize(("epochs", "warm_up"), [(1, 1.0), (2, 2.0), (2, 5.5)])
def test_a_warm_up_of_the_whole_training_is_refused(spec, tmp_path, loss, epochs, warm_up):
    config = tiny_config(spec, loss=loss, epochs=epochs, warm_up_epochs=warm_up)
    said = (
        rf"`training.warm_up_epochs` {warm_up:g} of `training.epochs` {epochs} leaves nothing to the loss `{loss.name}`"
    )
    for begin in (lambda: train(config, tmp_path / "run", progress=False), lambda: background.start(config, tmp_path)):
        with pytest.raises(ConfigError, match=said) as error:
            begin()
        assert "\n" not in str(error.value)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("loss", [Choice(name="triplet"), Choice(name="ladder", thresholds=[])])
def test_a_loss_that_is_rung_0_alone_may_be_all_warm_up(spec, loss):
    check_warm_up(tiny_config(spec, loss=loss, epochs=1))


def test_a_warm_up_that_leaves_something_is_taken(spec):
    check_warm_up(tiny_config(spec, loss=ADAPTIVE, epochs=1, warm_up_epochs=0.9))


def test_losses_say_whether_they_are_rung_0_alone():
    for loss, alone in (
        (TripletLoss(), True),
        (LadderLoss([]), True),
        (LadderLoss([0.5]), False),
        (ListwiseLoss(), False),
    ):
        assert loss.only_rung_0 == alone


def test_a_run_of_an_earlier_version_goes_on(spec, tmp_path):
    config = tiny_config(spec, loss=Choice(name="triplet"), epochs=1)
    folder = train(config, tmp_path / "run", progress=False)
    begun = folder.config.model_copy(update={"loss": ADAPTIVE})
    assert Training(begun, folder.path, resume=True).now.epoch == 1
    prepared = RunFolder.create(tmp_path / "prepared", config.model_copy(update={"loss": ADAPTIVE}))
    with pytest.raises(ConfigError, match="leaves nothing"):
        Training(prepared.config, prepared.path, resume=True)


@pytest.mark.parametrize(("epochs", "warm_up", "ramp"), [(3, 1, 2), (2, 1, 0), (3, 1, 2.5), (3, 2.5, 5), (2, 0, 9)])
def test_a_ramp_that_does_not_end_is_said(spec, epochs, warm_up, ramp):
    settings = tiny_config(spec, epochs=epochs, warm_up_epochs=warm_up, ramp_epochs=ramp).training
    reached = Schedule(settings, 100).strength(100 * epochs)
    said = ramp_warning(settings)
    assert (said is None) == (reached == 1)
    if said:
        assert f"the ramp ends at {round(100 * reached)} % of the weight" in said


def test_what_went_wrong_is_said_while_training_and_where_the_run_is_shown(spec, tmp_path, capfd, monkeypatch):
    monkeypatch.setenv("LADDER_RUNS", str(tmp_path))
    config = tiny_config(spec, loss=ADAPTIVE, epochs=2, warm_up_epochs=1, ramp_epochs=4, learning_rate=1e-9, patience=0)
    folder = train(config, tmp_path / "run", progress=False)
    ramp = "the ramp ends at 25 % of the weight of all but rung 0"
    early = "epoch 1, which was kept, lies in the warm-up: trained by the sum of hinges, not yet by the loss `adaptive`"
    assert folder.status()["best"]["epoch"] == 1  # nothing is learnt at such a rate, so that the first stays the best
    told, log = capfd.readouterr().err, (folder.path / LOG).read_text()
    for said in (ramp, early):
        assert f"warning: {said}" in told
        assert said in log
    shown = CliRunner().invoke(cli, ["runs", "show", "run"])
    assert early in shown.output


def test_no_warning_where_all_is_well(spec, tmp_path, capfd):
    folder = train(tiny_config(spec, epochs=3, warm_up_epochs=0, loss=ADAPTIVE), tmp_path / "run", progress=False)
    assert "warning" not in capfd.readouterr().err
    assert kept_too_early(folder.config, folder.status()["best"]["epoch"]) is None
    assert kept_too_early(folder.config, None) is None
