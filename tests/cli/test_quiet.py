"""``--quiet`` is quiet: whatever a training or an evaluation makes ready first, no bar is shown."""

import os
import subprocess
import sys

import pytest
import transformers
from typer.testing import CliRunner

from ladder.cli import cli
from ladder.models import pretrained
from ladder.runs import config as configuration
from ladder.scenes.drawing import pictures as drawn
from tests.conftest import ROOT
from tests.networks import write_sentence_network

TINY = """
[data]
spec = "scenes,train=12,dev=6,test=6,tail=0,size=32"

[model]
size = 8
image = {{ name = "convnet", pixels = 16, channels = 8 }}
text = {{ name = "sentence", encoder = "{network}" }}

[relevance]
name = "{judge}"

[loss]
name = "triplet"

[training]
epochs = 1
warm_up_epochs = 0
batch_size = 16
record_batches = 0
"""
BARS = {"drawing scenes", "sentences", "step"}


@pytest.fixture
def config(tmp_path, monkeypatch):
    """A recipe for scenes that are not drawn yet, and for captions that are not encoded yet; neither counts as few."""
    monkeypatch.setenv("LADDER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(drawn, "MANY", 1)
    monkeypatch.setattr(pretrained, "LONG", 1)
    network = tmp_path / "network"
    network.mkdir()
    path = tmp_path / "tiny.toml"
    path.write_text(TINY.format(network=write_sentence_network(network), judge="tfidf"))
    return path


def said(*arguments: str) -> str:
    """What the command writes to stderr."""
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    return done.stderr


HUB = """
import sys
from ladder.cli.quiet import silence
{first}
silence("--quiet" in sys.argv)
{then}
from huggingface_hub.utils import are_progress_bars_disabled
print(are_progress_bars_disabled())
"""
IMPORT = "import huggingface_hub.utils"


def test_of_a_training_and_an_evaluation(config, tmp_path):
    assert said("train", str(config), "--name", "quiet", "--quiet") == ""
    network = configuration.read(config).model.text.options["encoder"]
    judge = ("--judge", f"sentence,encoder={network}")
    assert said("evaluate", "quiet", "--split", "test", *judge, "--quiet") == ""


def test_without_it_there_are_bars(config):
    shown = said("train", str(config), "--name", "shown", "--set", "training.record_batches=1")
    assert all(bar in shown for bar in BARS)


@pytest.mark.parametrize(("first", "then"), [(IMPORT, ""), ("", IMPORT)], ids=["known before", "imported later"])
@pytest.mark.parametrize("quiet", [True, False])
def test_a_hub_draws_no_bar_of_its_own_either(first, then, quiet):
    command = [sys.executable, "-W", "error::UserWarning", "-c", HUB.format(first=first, then=then)]
    shown = {name: value for name, value in os.environ.items() if name != "HF_HUB_DISABLE_PROGRESS_BARS"}
    done = subprocess.run([*command, *["--quiet"] * quiet], capture_output=True, text=True, check=True, env=shown)
    assert done.stdout.split() == [str(quiet)]


def test_bars_that_are_off_stay_off():
    transformers.logging.disable_progress_bar()
    try:
        with pretrained._transformers("clip"):
            pass
        assert not transformers.logging.is_progress_bar_enabled()
    finally:
        transformers.logging.enable_progress_bar()


def test_every_command_has_the_one_option():
    modules = [path.read_text(encoding="utf-8") for path in (ROOT / "ladder" / "cli").glob("*.py")]
    assert sum('"--quiet"' in text for text in modules) == 1
    assert sum("quiet: Quiet" in text for text in modules) > 5
