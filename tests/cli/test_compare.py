"""``ladder compare``."""

import json
from typing import get_args

import pytest
from typer.testing import CliRunner

from ladder.cli import cli
from ladder.cli.compare import Format
from ladder.comparison import FORMATS
from ladder.errors import ConfigError, RunError
from tests.measured import config, make_run, samples


@pytest.fixture(autouse=True)
def runs(tmp_path, monkeypatch):
    monkeypatch.setenv("LADDER_RUNS", str(tmp_path))
    for seed in (0, 1):
        make_run(tmp_path / f"a-{seed}", settings=config(seed), values=samples(seed))
        make_run(tmp_path / f"b-{seed}", settings=config(seed), values=samples(2 + seed, shift=0.05), view="dev")
    for name in ("a-0", "b-0"):
        make_run(tmp_path / "tested" / name, view="test.hidden")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(cli, ["compare", *map(str, arguments)], catch_exceptions=True)


def test_text_on_stdout():
    result = run("a-0", "b-0")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "view dev: 60 images" in result.stdout
    assert "B (b-0) is clearly better than A (a-0)" in result.stdout


def test_seeds_behind_commas_are_one_side():
    result = run("a-0,a-1", "b-0,b-1")
    assert "B (b, 2 runs) is clearly better than A (a, 2 runs)" in result.stdout


def test_another_view(runs):
    folders = [runs / "tested" / name for name in ("a-0", "b-0")]
    assert "view test.hidden:" in run(*folders, "--view", "test.hidden").stdout
    result = run(*folders, "--split", "test")
    assert isinstance(result.exception, RunError)
    assert "--split test" in str(result.exception)


def test_figures_are_chosen():
    rows = json.loads(run("a-0", "b-0", "--figures", "recall@1,cs@10", "--format", "json").stdout)["rows"]
    assert {row["figure"] for row in rows if row["p_holm"]} == {"recall@1", "cs@10"}
    every = json.loads(run("a-0", "b-0", "--all", "--format", "json").stdout)["rows"]
    assert all(row["p_holm"] for row in every)


def test_every_format_is_offered_and_written():
    assert get_args(Format) == tuple(FORMATS)
    starts = {"text": "view dev", "csv": "view,a,b", "json": "{", "markdown": "- view dev", "latex": "% view dev"}
    for form, start in starts.items():
        assert run("a-0", "b-0", "--format", form).stdout.startswith(start)


def test_out_goes_to_a_file(runs):
    result = run("a-0", "b-0", "--format", "csv", "--out", runs / "table.csv")
    assert result.stdout == ""
    assert result.stderr == f"wrote {runs / 'table.csv'}\n"
    assert (runs / "table.csv").read_text() == run("a-0", "b-0", "--format", "csv").stdout


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        (["a-0"], ConfigError, "name at least two"),
        (["a-0", "b-0", "--split", "dev", "--view", "dev"], ConfigError, "exclude each other"),
        (["a-0", "b-0", "--figures", "cs@10", "--all"], ConfigError, "exclude each other"),
        (["a-0", "b-9"], RunError, "no run `b-9`; did you mean"),
        (["a-0", "b-0,"], RunError, "no run ``"),
        (["a-0", "b-0", "--out", "no/such/folder/table.csv"], ConfigError, "no folder `no/such/folder`"),
    ],
)
def test_mistakes_are_told_in_a_line(arguments, error, said):
    result = run(*arguments)
    assert isinstance(result.exception, error)
    assert said in str(result.exception)
    assert "\n" not in str(result.exception)
