"""What a module may be called."""

from tests.conftest import ROOT

FORBIDDEN = {"utils.py", "helpers.py", "common.py"}


def modules():
    return [path for folder in ("ladder", "pages") for path in (ROOT / folder).rglob("*.py")]


def test_no_module_is_a_drawer_for_everything():
    assert not [path for path in modules() if path.name in FORBIDDEN]
