"""``ladder data``."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from ladder.cli.data import app
from ladder.datasets import FORMATS, SHARED_OPTIONS, reader
from ladder.errors import DataError
from tests.datasets.examples import CAPTIONS, draw, table, write_csv


@pytest.fixture
def spec(tmp_path):
    return table(tmp_path, CAPTIONS)


def run(*arguments):
    return CliRunner().invoke(app, ["inspect", *arguments])


def test_a_sound_data_set(spec):
    result = run(spec, "--quiet")
    assert result.exit_code == 0
    assert [line.split(None, 1) for line in result.stdout.splitlines()[1:]] == [
        ["images", "4"],
        ["splits", "train 2, dev 1, test 1"],
        ["captions", "12; images: 1 with 1, 1 with 2, 1 with 3, 1 with 6"],
        ["words", "3.0 a caption, at most 5; 19 distinct"],
        ["duplicates", "0 texts more than once, 0 at several images"],
        ["pictures", "20 to 23 pixels wide, 10 pixels high"],
        ["features", "none"],
        ["no", "errors"],
    ]
    assert spec in result.stdout.splitlines()[0]


def test_errors_are_printed_and_told_by_the_exit_code(spec, tmp_path):
    (tmp_path / "kite.jpg").unlink()
    (tmp_path / "boat.jpg").write_bytes(b"")
    result = run(spec, "--quiet")
    assert result.exit_code == 1
    missing = f"no such picture (listed in {tmp_path}/mine.csv:2); put it there or take the image out"
    assert result.stdout.splitlines()[-3:] == [
        f"error: {tmp_path}/kite.jpg: {missing}",
        f"error: {tmp_path}/boat.jpg: not a picture that can be decoded; replace the file",
        "2 errors",
    ]


def test_without_pictures(spec, tmp_path):
    (tmp_path / "boat.jpg").write_bytes(b"")
    result = run(spec, "--no-pictures")
    assert result.exit_code == 0
    assert "not decoded" in result.stdout


def test_a_file_that_cannot_be_read(tmp_path):
    result = run(f"table:{tmp_path / 'gone.csv'}")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-2:] == [
        f"error: {tmp_path / 'gone.csv'}: no such file; put it there or look at the path",
        "1 error",
    ]


def test_notes(tmp_path):
    draw(tmp_path / "images", ["kite.jpg"])
    write_csv(tmp_path / "captions.txt", [["image", "caption"], ["kite.jpg", "one"]])
    result = run(f"flickr8k:{tmp_path}", "--quiet")
    assert result.exit_code == 0
    assert f"note: {tmp_path}: no split lists" in result.stdout


def test_for_machines(spec):
    result = run(spec, "--json", "--quiet")
    assert json.loads(result.stdout)["splits"] == {"train": 2, "dev": 1, "test": 1}


def test_progress_does_not_stand_among_the_results(spec):
    result = run(spec)
    assert "4/4" in result.stderr
    assert "4/4" not in result.stdout


def test_a_wrong_specification_is_left_to_the_command_line():
    assert isinstance(run("tabl:x").exception, DataError)


def test_all_formats_and_options_are_listed():
    result = CliRunner().invoke(app, ["formats"])
    assert result.exit_code == 0
    for name in FORMATS:
        assert f"\n{name}" in f"\n{result.stdout}"
        for key, meaning in (reader(name).OPTIONS | SHARED_OPTIONS).items():
            assert f"    {key}=…  {meaning}" in result.stdout


@pytest.mark.parametrize("heavy", ["torch", "pandas", "sklearn", "pyarrow", "pydantic", "scipy"])
def test_opening_a_table_imports_nothing_heavy(heavy, spec):
    script = f"import sys, ladder.datasets as d; d.open_dataset({spec!r}); sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
