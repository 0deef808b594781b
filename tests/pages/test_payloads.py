"""What Python sends to a component is what its script says that it reads, name by name and type by type."""

import re
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest

from pages.parts.components import row_ladder, twin_matrix
from pages.parts.components.scripts import FOLDER

TYPE = re.compile(r"@typedef \{object\} (\w+)\n((?: \* @property .*\n)+)")
PROPERTY = re.compile(r" \* @property \{(.+)\} (\w+)")
PLAIN = {int: "number", float: "number", str: "string", bool: "boolean", type(None): "null"}
SENT = [  # script, its type, ours, what `draw` adds
    ("batches/row_ladder.js", "Data", row_ladder.LadderData, set()),
    ("batches/row_ladder.js", "Rung", row_ladder.DrawnRung, set()),
    ("batches/twin_matrix.js", "Data", twin_matrix.MatrixData, {"colours"}),
]


def spelled(kind) -> str:
    """A type of ours as the scripts spell it."""
    if kind in PLAIN:
        return PLAIN[kind]
    if kind is row_ladder.DrawnRung:
        return "Rung"
    if isinstance(kind, type) and hasattr(kind, "__total__"):
        return "{ " + ", ".join(f"{name}: {spelled(part)}" for name, part in get_type_hints(kind).items()) + " }"
    parts = [spelled(part) for part in get_args(kind)]
    if get_origin(kind) in (Union, UnionType):
        return " | ".join(parts)
    return f"{parts[0]}[]" if get_origin(kind) is list else f"[{', '.join(parts)}]"


@pytest.mark.parametrize(("script", "name", "ours", "added"), SENT, ids=lambda value: str(value))
def test_the_script_reads_what_is_sent(script, name, ours, added):
    read = dict(TYPE.findall((FOLDER / script).read_text(encoding="utf-8")))[name]
    expected = {prop: kind for kind, prop in PROPERTY.findall(read) if prop not in added}
    assert {prop: spelled(kind) for prop, kind in get_type_hints(ours).items()} == expected
    assert len(expected) > 7
