"""The house keeps its order: rooms of a size one can take in, no drawer for everything, no import by a back door.

That imports run downwards only, without circles, is held by import-linter (`make check`).
"""

import ast
import re
from collections import Counter

import pytest

from tests.conftest import ROOT

MOST = 15  # modules of a folder
FORBIDDEN = {"utils.py", "helpers.py", "common.py"}
MODULES = sorted(path.relative_to(ROOT) for top in ("ladder", "pages") for path in (ROOT / top).rglob("*.py"))
NAMED = re.compile(r"(ladder|pages)(\.[a-z_0-9]+)+")
TYPE = re.compile(r"[A-Z][a-z]\w* = (Literal|Callable|dict|tuple|list|Sequence|Mapping)\[")


def test_no_folder_is_too_full_to_take_in():
    full = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    assert len(full) > 30
    assert not {str(folder): count for folder, count in full.items() if count > MOST}


def test_no_module_is_a_drawer_for_everything():
    assert not [path for path in MODULES if path.name in FORBIDDEN]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_that_is_named_in_a_string_is_of_the_same_room(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    modules = {".".join(one.with_suffix("").parts).removesuffix(".__init__") for one in MODULES}
    named = {text for text in strings if NAMED.fullmatch(text) and text in modules}
    room = ".".join(path.parts[:2]).removesuffix(".py").removesuffix(".__init__")
    assert not [name for name in named if not f"{name}.".startswith(f"{room}.")]


OWN_WORLD = ROOT / "ladder" / "scenes"  # what is drawn has words of its own
EACH_PAGE_ITS_OWN = {"Keys", "ViewNames"}


def test_a_class_or_a_type_has_a_name_that_no_other_has():
    named = Counter()
    for path in MODULES:
        if OWN_WORLD in (ROOT / path).parents:
            continue
        for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                named[node.name] += 1
            elif isinstance(node, ast.Assign) and TYPE.match(ast.unparse(node)):
                named[ast.unparse(node.targets[0])] += 1
    assert len(named) > 200
    assert {name for name, count in named.items() if count > 1} == EACH_PAGE_ITS_OWN
