"""A loss that is added is known to Batches, its what-ifs, forms, messages and the command line by its line in ALL."""

import json

import pytest
from typer.testing import CliRunner

from ladder import losses, runs
from ladder.batches.batch import from_record
from ladder.batches.lens import Lens, of_run
from ladder.batches.looking import look
from ladder.batches.one_query import query_view
from ladder.cli import cli
from ladder.errors import ConfigError
from ladder.levels.methods import ByPercentiles
from ladder.losses.base import RetrievalLoss
from ladder.losses.chain import ChainOptions
from ladder.losses.chain_loss import ChainLoss
from ladder.losses.hinges import MeanOfAll
from ladder.losses.rung import triplet_rung
from ladder.words import losses as words
from tests.pages.kept_batches import make_kept_run
from tests.pages.reading import said
from tests.pages.test_batches import choose, open_page, statuses
from tests.pages.tiny import make_data


class Renamed(losses.AdaptiveLadderLoss):
    """The adaptive ladder loss by another name."""

    name = "renamed"


class Shares(ChainLoss):
    """A chain over set shares of the candidates, with one option of its own."""

    name = "shares"

    def __init__(self, percent: float = 60.0) -> None:
        super().__init__(ByPercentiles((percent,)), ChainOptions(margins=[0.2, 0.05], weights=[1, 3], pairs="all"))


class Mean(RetrievalLoss):
    """No chain: the mean of all hinges of the own pair."""

    name = "mean_hinge"

    def __init__(self, margin: float = 0.1) -> None:
        super().__init__("sum")
        self.margins = (margin,)

    def _rungs(self, direction):
        return [triplet_rung(direction.positive, self.margins[0], 1.0, MeanOfAll())]


MADE_UP = {loss.name: loss for loss in (Renamed, Shares, Mean)}


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A folder with a run of each."""
    root = tmp_path_factory.mktemp("made-up")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LADDER_CACHE", str(root / "cache"))
        for name, loss in MADE_UP.items():
            patch.setitem(losses.ALL, name, loss)
        (root / "data").mkdir()
        spec = make_data(root / "data")
        for name in MADE_UP:
            make_kept_run(spec, root / "runs" / name, name)
    return root / "runs"


@pytest.fixture(params=MADE_UP)
def name(request, trained, monkeypatch):
    for other, loss in MADE_UP.items():
        monkeypatch.setitem(losses.ALL, other, loss)
    monkeypatch.setenv("LADDER_RUNS", str(trained))
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", trained / "none")
    return request.param


def last_batch(name):
    folder = runs.find(name)
    step = folder.batches()[-1][1]
    return from_record(folder.batch(step), "dev", None), of_run(folder.config)


def test_it_is_on_the_batches_page_in_every_view(name):
    page = open_page(run=name, batch_of=name)
    seen = look(*last_batch(name))
    view = query_view(seen, "caption_to_image", 0)
    assert f"It costs {view.cost:.2f} of this batch's {seen.report.total:.2f}." in statuses(page)[0]
    assert f"{words.said(name).capitalize()}: margin" in said(page)
    for other in ("levels", "whole batch", "over training"):
        choose(page, "view", other)
    assert ("a batch has no levels of its own" in said(open_page(run=name, batch_of=name))) == (name == "mean_hinge")


def test_it_is_asked_for_another_number_of_levels(name):
    page = choose(open_page(run=name, batch_of=name, batch_view="levels"), "method", "a given K")
    page.slider(key="batch_k").set_value(3).run()
    batch, lens = last_batch(name)
    seen = look(batch, lens.adaptive(3, 3))
    sentence = next(one for one in statuses(page) if one.startswith("What if"))
    assert f"the whole batch {seen.report.total:.2f} (now" in sentence
    rung = seen.report.directions["caption_to_image"].rungs[2]
    assert set(rung.margin_needed) == {0.05 if name == "shares" else 0.01}
    assert seen.loss.chain.weights[1:] == ((3, 3) if name == "shares" else (0.25, 0.125))
    assert seen.loss.margins[0] == MADE_UP[name]().margins[0]


def test_its_shares_are_those_of_its_report(name):
    seen = look(*last_batch(name))
    for query in range(len(seen.batch)):
        view = query_view(seen, "image_to_caption", query)
        assert view.share.sum() == pytest.approx(2 * view.cost, rel=1e-6)
        assert view.cost == pytest.approx(seen.report.directions["image_to_caption"].cost[query])


def test_forms_and_messages_know_it(name):
    options = {field.key for field in losses.FAMILY.fields(name)}
    assert {"renamed": "loss.k_max", "shares": "loss.percent", "mean_hinge": "loss.margin"}[name] in options
    with pytest.raises(ConfigError, match=rf"\[loss\] `{name}` takes no option `wrong`"):
        Lens(name, {"wrong": 1}).loss()
    with pytest.raises(ConfigError, match=f"did you mean `{name}`"):
        Lens(name + "x").loss()


def test_the_command_line_shows_its_run(name):
    done = CliRunner().invoke(cli, ["runs", "show", name, "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["loss"] == name
    assert {line["loss"] for line in runs.find(name).levels()} == {"triplet", name}
