"""Data and models brought in on the command line."""

import json

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from ladder import runs
from ladder.cli import data, importing
from ladder.errors import LadderError
from tests.datasets.examples import CAPTIONS, table
from tests.datasets.test_archive import pack
from tests.importing.theirs import save, save_features, save_vocabulary


@pytest.fixture(autouse=True)
def places(tmp_path, monkeypatch):
    for name in ("DATA", "RUNS", "CACHE"):
        monkeypatch.setenv(f"LADDER_{name}", str(tmp_path / name.lower()))


def run(function, *arguments):
    app = typer.Typer()
    app.command()(function)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_an_archive_becomes_a_data_set_that_is_listed(tmp_path):
    result = CliRunner().invoke(data.app, ["unpack", str(pack(tmp_path / "photos.zip")), "--quiet"])
    spec = f"table:{tmp_path}/data/photos/captions.csv"
    assert (result.exit_code, result.stdout) == (0, f"{spec}\n")
    assert CliRunner().invoke(data.app, ["list"]).stdout == f"{spec}\n"
    assert json.loads(CliRunner().invoke(data.app, ["list", "--json"]).stdout) == [spec]
    again = CliRunner().invoke(data.app, ["unpack", str(tmp_path / "photos.zip")])
    assert isinstance(again.exception, LadderError)


def test_what_each_degree_looks_like(tmp_path):
    spec = table(tmp_path, CAPTIONS)
    said = CliRunner().invoke(data.app, ["relevance", spec, "--split", "train"]).stdout
    assert said.startswith("2 captions of 4, 1 pairs, judged by tfidf\n")
    assert "0.9 to 1.0" in said
    found = json.loads(CliRunner().invoke(data.app, ["relevance", spec, "--json"]).stdout)
    assert len(found) == 10
    assert sum(degree["share"] for degree in found) == pytest.approx(1)


def vectors(tmp_path):
    np.savez(tmp_path / "v.npz", images=np.eye(2, 4), captions=np.eye(4))
    (tmp_path / "c.txt").write_text("a red boat\nboats\na kite\nkites fly\n")
    return tmp_path / "v.npz", "--captions", tmp_path / "c.txt"


def test_embeddings_become_a_run(tmp_path):
    result = run(importing.import_embeddings, "clip", *vectors(tmp_path), "--split", "dev")
    assert result.exit_code == 0, result.exception
    assert result.stdout.splitlines()[0] == f"{tmp_path}/runs/clip: dev"
    assert "note: the run has no encoders" in result.stderr
    assert runs.find("clip").splits() == ["dev"]


@pytest.mark.parametrize(("name", "match"), [("../clip", "no name for a run"), (".clip", "no name for a run")])
def test_a_run_stands_among_the_runs(tmp_path, name, match):
    result = run(importing.import_embeddings, name, *vectors(tmp_path))
    assert isinstance(result.exception, LadderError)
    assert match in str(result.exception)
    assert not (tmp_path / "clip").exists()


def test_columns_are_two(tmp_path):
    result = run(importing.import_embeddings, "clip", *vectors(tmp_path), "--columns", "a")
    assert "name two" in str(result.exception)


def test_a_checkpoint_becomes_a_run(tmp_path):
    spec, _ = save_features(tmp_path / "f")
    arguments = [save(tmp_path / "m.pth.tar"), save_vocabulary(tmp_path / "v.pkl"), "--data", spec, "--split", "dev"]
    result = run(importing.import_vsepp, "vsepp", *arguments)
    assert result.exit_code == 0, result.exception
    assert "punctuation" in result.stderr
    assert f"next: ladder evaluate {tmp_path}/runs/vsepp --split dev --stored" in result.stdout
