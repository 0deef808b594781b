"""Rooms stay small enough to be read in one sitting."""

from tests.conftest import ROOT

MOST = 300  # lines
FORBIDDEN = {"utils.py", "helpers.py", "common.py"}


def modules():
    return [path for folder in ("ladder", "pages") for path in (ROOT / folder).rglob("*.py")]


def test_no_module_outgrows_a_sitting():
    sizes = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert len(sizes) > 40
    assert not {path: size for path, size in sizes.items() if size > MOST}


def test_no_module_is_a_drawer_for_everything():
    assert not [path for path in modules() if path.name in FORBIDDEN]
