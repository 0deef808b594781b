"""``ladder app``: opens the app."""

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from ladder.errors import LadderError
from ladder.files.shipped import ROOT


def app(
    port: Annotated[int, typer.Option(help="port on this machine")] = 8501,
    headless: Annotated[bool, typer.Option("--headless", help="do not open a browser")] = False,
) -> NoReturn:
    """Open the app in the browser, on your own runs and the bundled demo."""
    script = ROOT / "app.py"
    if not script.exists():
        raise LadderError(f"no `app.py` in `{ROOT}`; the app is opened from a clone of the project: `make app` there")
    os.environ.setdefault("LADDER_RUNS", str(Path("runs").resolve()))
    arguments = ["run", str(script), f"--server.port={port}", f"--server.headless={str(headless).lower()}"]
    # Streamlit's own welcome comes with an advertisement over the page wherever a coding agent is installed
    arguments.append("--logger.hideWelcomeMessage=true")
    typer.echo(f"Ladder opens on http://127.0.0.1:{port}; Ctrl+C ends it")
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", *arguments])
