"""``ladder runs`` and ``ladder export``."""

import json
import re

import pytest
from typer.testing import CliRunner

from ladder.cli import cli
from ladder.errors import ConfigError, RunError
from ladder.runs import RunFolder
from tests.world import tiny_config


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Two runs, and no bundled ones."""
    path = tmp_path / "runs"
    monkeypatch.setenv("LADDER_RUNS", str(path))
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", tmp_path / "bundled")
    for name, rsum in (("first", 120.0), ("second", 95.5)):
        folder = RunFolder.create(path / name, tiny_config("scenes"))
        figures = {"rsum": rsum, "caption_to_image/recall@1": 0.25}
        folder.append_metrics(kind="validation", epoch=2, step=10, time=1.0, figures=figures)
        folder.write_status(state="finished", epoch=2, message="step 0 of 10")
    return path


def run(*arguments):
    return CliRunner().invoke(cli, [*map(str, arguments)])


def good(*arguments):
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_table_has_a_line_a_run(root):
    header, *lines = good("runs").splitlines()
    assert header.split() == [
        "name",
        "state",
        "loss",
        "relevance",
        "epochs",
        "best",
        "rsum",
        "R@1",
        "CS@100",
        "size",
        "tags",
    ]
    cells = {line.split()[0]: line.split()[1:9] for line in lines}
    assert cells["first"] == ["finished", "triplet", "tfidf", "2/3", "2", "120.0", "0.250", "-"]
    assert cells["second"][5] == "95.5"


def test_for_machines(root):
    first = {row["name"]: row for row in json.loads(good("runs", "--json"))}["first"]
    assert first["figures"] == {"rsum": 120.0, "recall@1": 0.25, "cs@100": None}
    assert first["best_epoch"] == 2
    assert json.loads(good("runs", "show", "first", "--json")) == first


def test_without_runs_there_is_a_hint(root, monkeypatch, tmp_path):
    monkeypatch.setenv("LADDER_RUNS", str(tmp_path / "none"))
    assert good("runs") == "no runs yet; `ladder train` makes one\n"
    assert good("runs", "--trash") == "the trash is empty\n"


def test_a_run_is_shown_with_what_is_noted(root):
    assert good("runs", "tag", "first", "b", "a") == "a, b\n"
    assert good("runs", "tag", "first", "b", "--remove") == "a\n"
    assert good("runs", "tag", "second", "b", "--remove") == "no tags\n"
    good("runs", "note", "first", "the one to keep")
    said = dict(line.split(maxsplit=1) for line in good("runs", "show", "first").splitlines())
    assert (said["state"], said["tags"], said["note"]) == ("finished", "a", "the one to keep")
    assert said["epochs"] == "2 of 3, best 2"


def test_a_run_is_renamed_deleted_and_brought_back(root):
    assert good("runs", "rename", "first", "third").strip() == str(root / "third")
    assert "`ladder runs restore third` brings it back" in good("runs", "delete", "third")
    assert re.match(r"third  deleted \d{8}-\d{6}  0\.0 MB  ", good("runs", "--trash"))
    assert [row["name"] for row in json.loads(good("runs", "--trash", "--json"))] == ["third"]
    assert good("runs", "restore", "third", "--name", "first").strip() == str(root / "first")
    assert good("runs", "--trash") == "the trash is empty\n"


def test_a_run_goes_out_as_one_file_and_comes_in(root, tmp_path):
    file = tmp_path / "first.zip"
    assert good("export", "first", file).startswith(f"{file}: 0.0 MB")
    assert good("runs", "import", file, "--name", "copy").strip() == str(root / "copy")
    assert (root / "copy" / "metrics.jsonl").read_bytes() == (root / "first" / "metrics.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        (("export", "first"), ConfigError, "name a file to write"),
        (("export", "frist", "x.zip"), RunError, "no run `frist`; did you mean `first`"),
        (("runs", "show", "frist"), RunError, "did you mean `first`"),
        (("runs", "rename", "first", "second"), RunError, "there is a run `second` already"),
        (("runs", "rename", "first", "../x"), RunError, "is no name for a run"),
        (("runs", "restore", "first"), RunError, "no run `first` in the trash"),
        (("runs", "import", "none.zip"), RunError, "there is no file `none.zip`"),
    ],
)
def test_a_mistake_is_one_line(root, arguments, error, said):
    result = run(*arguments)
    assert isinstance(result.exception, error)
    assert said in str(result.exception)
    assert "\n" not in str(result.exception)


def test_the_list_is_there_without_torch(root):
    import subprocess
    import sys

    code = "import sys; from ladder.runs.many import table; table.entries(); sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
