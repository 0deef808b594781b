from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.tiny import make_data, make_run

MAIN = Path(__file__).resolve().parents[2] / "pages" / "main.py"


@pytest.fixture(scope="session")
def tiny_runs(tmp_path_factory):
    """A folder with two runs on the same shapes; `alpha` is the newest."""
    root = tmp_path_factory.mktemp("tiny")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LADDER_CACHE", str(root / "cache"))
        (root / "data").mkdir()
        spec = make_data(root / "data")
        make_run(spec, root / "runs" / "beta", "adaptive")
        make_run(spec, root / "runs" / "alpha")
    return root / "runs"


@pytest.fixture
def opened():
    """Opens the app by a link: its parameters, or none."""

    def open_link(**parameters):
        app = AppTest.from_file(str(MAIN), default_timeout=60)
        for name, value in parameters.items():
            app.query_params[name] = value
        return app.switch_page("search.py").run()

    return open_link
