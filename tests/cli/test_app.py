"""``ladder app``."""

import os

import pytest
from typer.testing import CliRunner

from ladder.cli import cli


def test_the_address_is_said_and_nothing_is_advertised_over_the_app(monkeypatch, tmp_path):
    class StartedError(Exception):
        """Where the process would become the server's."""

    def start(program, arguments):
        raise StartedError(arguments)

    monkeypatch.setattr(os, "execv", start)
    monkeypatch.setenv("LADDER_RUNS", str(tmp_path))
    result = CliRunner().invoke(cli, ["app", "--port", "8765"])
    with pytest.raises(StartedError) as caught:
        raise result.exception
    (arguments,) = caught.value.args
    assert {"--server.port=8765", "--server.headless=false", "--logger.hideWelcomeMessage=true"} <= set(arguments)
    assert result.stdout == "Ladder opens on http://127.0.0.1:8765; Ctrl+C ends it\n"
