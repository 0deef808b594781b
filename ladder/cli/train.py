"""``ladder train``: trains a model as a configuration says."""

import time
from pathlib import Path
from typing import Annotated

import typer

from ladder.cli.quiet import Quiet
from ladder.errors import ConfigError


def train(
    config: Annotated[
        Path | None, typer.Argument(help="TOML file that describes the run, for instance from configs/")
    ] = None,
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="change one option: --set loss.margin=0.3")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="name of the run's folder; by default the file's and the time")
    ] = None,
    resume: Annotated[Path | None, typer.Option(metavar="RUN", help="go on with this run where it stopped")] = None,
    quiet: Quiet = False,
) -> None:
    """Train a model, and leave a run's folder that is evaluated and searchable.

    Ctrl-C saves and stops; `ladder train --resume RUN` goes on to the same numbers.
    """
    from ladder import runs
    from ladder.runs import config as configuration

    if (config is None) == (resume is None):
        raise ConfigError("give either a configuration to start from or `--resume RUN`; `configs/` holds recipes")
    if resume is not None:
        if changes or name:
            raise ConfigError("a run is resumed as it was started: leave `--set` and `--name` out")
        folder = runs.find(str(resume))
        path, settings = folder.path, folder.config
    else:
        settings = configuration.read(Path(str(config)), changes or [])
        path = runs.root() / (name or f"{Path(str(config)).stem}-{time.strftime('%Y%m%d-%H%M%S')}")

    from ladder.training.loop import train as run_training  # torch

    folder = run_training(settings, path, resume=resume is not None, progress=not quiet)
    status = folder.status()
    if status["state"] == "stopped":
        typer.echo(status["message"])
        raise typer.Exit(130)
    best = status["best"]
    typer.echo(
        f"{folder.path}: best {best['figure']} {best['value']:.4g} after epoch {best['epoch']} of {status['epochs']}"
    )
    typer.echo(f'next: ladder evaluate {folder.path}   or   ladder search {folder.path} "two dogs on grass"')
