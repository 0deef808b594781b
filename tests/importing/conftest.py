import pytest


@pytest.fixture(autouse=True)
def cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("LADDER_CACHE", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def place(tmp_path):
    """Where runs are; nothing may be left in it by what is refused."""
    (tmp_path / "runs").mkdir()
    return tmp_path
