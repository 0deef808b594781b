"""A run whose towers are untrained: what they say is arbitrary and repeats, which is enough to hold against people."""

import pytest

from ladder.datasets import open_dataset
from ladder.models import checkpoints
from ladder.options import Choice
from ladder.runs import RunFolder
from ladder.runs.building import new_model
from tests.world import make_world, tiny_config


@pytest.fixture(scope="session")
def make_run(tmp_path_factory):
    """Makes a run on the world, with a relevance provider of one's choice."""
    spec = make_world(tmp_path_factory.mktemp("world"))

    def made(relevance=None):
        config = tiny_config(spec).model_copy(update={"relevance": relevance or Choice(name="tfidf")})
        folder = RunFolder.create(tmp_path_factory.mktemp("runs") / "run", config)
        model = new_model(config, open_dataset(spec).split("train"))
        checkpoints.write(folder.checkpoint("best"), model, checkpoints.Progress())
        return folder

    return made


@pytest.fixture(scope="session")
def run(make_run):
    return make_run()
