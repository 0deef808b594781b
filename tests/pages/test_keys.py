"""The names in the session and in the links are spelled once: in the dataclasses of their rooms."""

import ast
import dataclasses
from importlib import import_module

import pytest

from tests.conftest import ROOT

PAGES = ROOT / "pages"
ROOMS = {path.parent.name: path for path in sorted((PAGES / "parts").glob("*/keys.py"))}
SPELLING = [path for path in sorted(PAGES.rglob("*.py")) if path not in ROOMS.values()]
STATES = ("session_state", "query_params")
METHODS = {"get", "pop", "setdefault"}
VIEW_AT = {"what_is_this": 0, "plot": 1, "as_csv": 2}  # where the frame takes the name of a view


def is_text(node):
    """A string, or something that becomes one."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def spelled(source):
    """The lines in which a session key or a parameter of a link is a bare string."""
    tree = ast.parse(source)
    aliases = {
        name.id
        for assign in ast.walk(tree)
        if isinstance(assign, ast.Assign) and any(one in ast.unparse(assign.value) for one in STATES)
        for target in assign.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name) and name.id == "state"
    }

    def is_state(node):
        return ast.unparse(node) in {*aliases, *(f"st.{name}" for name in STATES)}

    def is_bare(node):
        match node:
            case ast.keyword(arg="key", value=value):
                return is_text(value)
            case (
                ast.keyword(arg="query_params", value=ast.Dict(keys=keys))
                | ast.Call(func=ast.Attribute(attr="link"), args=[*_, ast.Dict(keys=keys)])
            ):
                return any(is_text(key) for key in keys)
            case ast.Subscript(value=state, slice=name):
                return is_state(state) and is_text(name)
            case ast.Attribute(value=state, attr=name):
                return is_state(state) and name not in {*METHODS, "to_dict"}
            case ast.Call(func=ast.Attribute(value=state, attr=name), args=[first, *_]) if name in METHODS:
                return is_state(state) and is_text(first)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="frame"), attr=name), args=args):
                return any(map(is_text, args[VIEW_AT.get(name, len(args)) :][:1]))
            case ast.Compare(left=left, comparators=[state]):
                return is_text(left) and is_state(state)
        return False

    return [ast.unparse(node) for node in ast.walk(tree) if is_bare(node)]


@pytest.mark.parametrize(
    "line",
    [
        'st.button("Go", key="go")',
        'st.button("Go", key=f"go_{name}")',
        'st.session_state["go"] = 1',
        "st.session_state.go = 1",
        'st.session_state.get("go")',
        'st.query_params.pop("go", None)',
        'shown = "go" in st.session_state',
        "state = st.session_state\nstate.go = 1",
        'st.switch_page("a.py", query_params={"go": name})',
        'frame.link("map", "Map", "balance", {"go": name})',
        'frame.plot(draw, "runs", alt="Runs")',
        'frame.as_csv(rows, "runs.csv", f"runs_{name}")',
        'frame.what_is_this("runs", plain, expert)',
    ],
)
def test_a_bare_name_is_found(line):
    assert spelled(line)


def test_what_comes_from_a_dataclass_is_no_bare_name():
    assert spelled('st.button("Go", key=KEYS.go)\nst.session_state[KEYS.go] = data["go"]\nparts.get("go")') == []


@pytest.mark.parametrize("path", SPELLING, ids=lambda path: str(path.relative_to(PAGES)))
def test_no_page_spells_a_name_of_the_session_or_of_a_link(path):
    assert spelled(path.read_text(encoding="utf-8")) == []


def names(room):
    module = import_module(f"pages.parts.{room}.keys")
    found = []
    for name, shape in (("SHARED", "{}"), ("KEYS", "{}"), ("VIEW", "{}, a view")):
        if (keys := getattr(module, name, None)) is not None:
            with pytest.raises(dataclasses.FrozenInstanceError):
                keys.another = ""
            found += map(shape.format, dataclasses.asdict(keys).values())
    return found


def test_all_rooms_share_one_session_and_no_name():
    all_names = [name for room in ROOMS for name in names(room)]
    assert len(ROOMS) == 10
    assert sorted(all_names) == sorted(set(all_names))
