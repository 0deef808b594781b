"""Options that are one of a few words."""

from typing import get_args

import pytest
from typer.testing import CliRunner

from ladder.cli import cli
from ladder.comparison import FORMATS
from ladder.evaluation.protocols import Protocol
from ladder.search.ranking import Among, ExactMatch

CHOICES = [
    ("evaluate run", "--protocol", get_args(Protocol)),
    ("evaluate run", "--exact-match", get_args(ExactMatch)),
    ("search run words", "--among", get_args(Among)),
    ("compare first second", "--format", tuple(FORMATS)),
    ("map run", "--method", ("umap", "pca")),
]


@pytest.mark.parametrize(("command", "option", "words"), CHOICES)
def test_another_word_is_refused_with_the_known_ones(command, option, words):
    done = CliRunner().invoke(cli, [*command.split(), option, "other"])
    assert done.exit_code == 2
    said = done.stderr.strip().splitlines()[-1]
    assert said.startswith(f"Error: Invalid value for '{option}'")
    assert said.endswith("is not one of " + ", ".join(f"'{word}'" for word in words) + ".")
