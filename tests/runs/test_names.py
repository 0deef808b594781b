"""The name of a run's file stands in one place."""

import ast

import pytest

from ladder.models import checkpoints
from ladder.runs import folder
from tests.conftest import ROOT

OWNERS = {
    "ladder/runs/folder.py": {
        folder.CONFIG, folder.STATUS, folder.EVALUATION, folder.ABOUT, folder.LOG, folder.METRICS, folder.LEVELS,
        "checkpoints",
    },
    "ladder/models/checkpoints.py": {checkpoints.MODEL, checkpoints.WEIGHTS},
}  # fmt: skip
FOLDERS = {folder.BATCHES, folder.EMBEDDINGS, folder.EPOCHS, folder.SAMPLES, folder.MAPS}  # words of their own as well


def spelled(source: str) -> set[str]:
    """The names of a run's files in a module's strings, and of its folders where a path is put together."""
    names, found = set.union(*OWNERS.values()), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= names & set(node.value.split("/"))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and isinstance(node.right, ast.Constant):
            found |= FOLDERS & set(str(node.right.value).split("/"))
    return found


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('path / "config.toml"', {"config.toml"}),
        ('f"{run}/checkpoints/best/model.json"', {"checkpoints", "model.json"}),
        ('path / "embeddings" / "dev.images.npy"', {"embeddings"}),
        ('link("batches", "see config.toml there")', set()),
    ],
)
def test_a_name_is_found(source, names):
    assert spelled(source) == names


def test_nobody_else_spells_the_name_of_a_file_of_a_run():
    modules = [path for room in ("ladder", "pages") for path in (ROOT / room).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix(): spelled(path.read_text(encoding="utf-8")) for path in modules}
    assert {module: names for module, names in found.items() if names} == OWNERS
