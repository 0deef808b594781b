"""Each direction has one spelling, and rungs one name."""

import ast
import re

from ladder.words import directions, rungs
from tests.conftest import ROOT

OTHERWISE = re.compile(r"\b(images?|captions?)\s*(?:→|->|⟶|⇒)\s*(images?|captions?)\b", re.IGNORECASE)
RUNG = re.compile(r"rung 0[:,]", re.IGNORECASE)


def texts(path):
    """The strings of a module but for its docstrings, those of an f-string with what is filled in as a blank."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    documented = [node.body[0].value for node in ast.walk(tree) if isinstance(node, nodes) and ast.get_docstring(node)]
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documented:
            yield node.lineno, node.value


def spelled(pattern):
    paths = [path for room in ("ladder", "pages") for path in (ROOT / room).rglob("*.py")]
    assert len(paths) > 200
    return [
        f"{path.relative_to(ROOT)}:{line} {said!r}"
        for path in paths
        if path.parent != ROOT / "ladder" / "words"
        for line, said in texts(path)
        if pattern.search(said)
    ]


def test_no_other_module_spells_a_direction():
    assert spelled(OTHERWISE) == []


def test_no_other_module_names_the_rung_of_the_own_pair():
    assert spelled(RUNG) == []


def test_the_spelling_is_found_where_it_stands(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('"""caption → image"""\nWAY = f"from Image → captions on {1}"\n', encoding="utf-8")
    found = [said for _, said in texts(module) if OTHERWISE.search(said)]
    assert found == ["from Image → captions on …", "from Image → captions on "]


def test_a_direction_is_what_asks_and_what_is_found():
    for way in directions.DIRECTIONS:
        assert way == f"{directions.query(way)}_to_{directions.candidate(way)}"
        assert directions.FINDS[f"{directions.candidate(way)}s"] == way
        assert OTHERWISE.fullmatch(directions.shown(way))
    assert len(set(map(directions.shown, ("", *directions.DIRECTIONS)))) == 3


def test_rungs_and_levels_have_names_of_their_own():
    assert len({rungs.rung(number) for number in range(6)} | {rungs.level(label) for label in range(-1, 6)}) == 13
    assert rungs.FIRST in rungs.rung(0) and rungs.level(0) == rungs.FIRST
