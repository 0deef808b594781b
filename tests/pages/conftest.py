import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.tiny import make_data, make_run

MAIN = Path(__file__).resolve().parents[2] / "pages" / "main.py"


@pytest.fixture(scope="session")
def tiny_runs(tmp_path_factory):
    """A folder with two runs on the same shapes; `alpha` is the newest."""
    root = tmp_path_factory.mktemp("tiny")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LADDER_CACHE", str(root / "cache"))
        (root / "data").mkdir()
        spec = make_data(root / "data")
        make_run(spec, root / "runs" / "beta", "adaptive", seed=1)
        make_run(spec, root / "runs" / "alpha")
    return root / "runs"


@pytest.fixture
def on_tiny_runs(tiny_runs, monkeypatch):
    """The app shows the tiny runs, and no bundled ones."""
    monkeypatch.setenv("LADDER_RUNS", str(tiny_runs))
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", tiny_runs / "none")
    return tiny_runs


@pytest.fixture
def main_script():
    return AppTest.from_file(str(MAIN), default_timeout=60)


@pytest.fixture
def opened(main_script):
    """Opens the app by a link: its parameters, or none."""

    def open_link(**parameters):
        for name, value in parameters.items():
            main_script.query_params[name] = value
        return main_script.switch_page("search.py").run()

    return open_link


@pytest.fixture
def own_runs(on_tiny_runs, tmp_path, monkeypatch):
    """A copy of the two runs, to be damaged; `alpha` is the newest."""
    root = tmp_path / "runs"
    shutil.copytree(on_tiny_runs, root)
    monkeypatch.setenv("LADDER_RUNS", str(root))
    return root
